/// The colours and layout of a report, light and dark.
enum ReportStyle {
    /// Colours by what they stand for; a picture that stands alone needs no more.
    static let colors = """
        :root { color-scheme: light dark; --paper: #ffffff; --ink: #1d2430; --quiet: #5b6574; --rule: #d9dee6;
          --weights: #3b6fb6; --activations: #d9822b; --cache: #2f8f63; --io: #8a63b8; --spills: #c8402f;
          --idle: #dfe3e9; --space: #b0563f; --unit: #c2a83e; --fill: #8d95a1; --teal: #3a9aa8; }
        @media (prefers-color-scheme: dark) { :root { --paper: #14181f; --ink: #e6eaf0; --quiet: #9aa5b4;
          --rule: #313947; --weights: #6d9fe6; --activations: #eda04f; --cache: #55b98a; --io: #b394dc;
          --spills: #ea6c5a; --idle: #2a313c; --space: #d07a60; --unit: #d8c264; --fill: #6c7683; --teal: #5fbfcc; } }
        .paper { fill: var(--paper) }
        .fill-weights, .fill-loadingStationary { fill: var(--weights) }
        .fill-activations, .fill-waitingForMemory { fill: var(--activations) }
        .fill-keyValueCache, .fill-working { fill: var(--cache) }
        .fill-inputsOutputs { fill: var(--io) } .fill-spills { fill: var(--spills) }
        .fill-fillDrain { fill: var(--fill) } .fill-waitingForSpace { fill: var(--space) }
        .fill-waitingForUnit { fill: var(--unit) } .fill-sramConflicts { fill: var(--io) } .fill-idle { fill: var(--idle) }
        .fill-series0 { fill: var(--weights) } .fill-series1 { fill: var(--activations) }
        .fill-series2 { fill: var(--cache) } .fill-series3 { fill: var(--io) }
        .fill-series4 { fill: var(--spills) } .fill-series5 { fill: var(--teal) }
        .line, .roof, .floor { fill: none; stroke-width: 2 }
        .stroke-series0 { stroke: var(--weights) } .stroke-series1 { stroke: var(--activations) }
        .stroke-series2 { stroke: var(--cache) } .stroke-series3 { stroke: var(--io) }
        .stroke-series4 { stroke: var(--spills) } .stroke-series5 { stroke: var(--teal) }
        .roof { stroke: var(--ink) } .floor { stroke: var(--fill) }
        .axis { stroke: var(--quiet) } .grid { stroke: var(--rule) }
        .limit { stroke: var(--quiet); stroke-dasharray: 4 4 }
        .dot { stroke: var(--paper) } .ring { fill: none; stroke: var(--ink); stroke-width: 1.5 }
        .band { fill: var(--idle) } .band.odd { fill: var(--rule) }
        text { font: 13px system-ui, sans-serif; fill: var(--ink) } text.quiet { fill: var(--quiet) }
        text.title { font-weight: 600; font-size: 15px } text.small { font-size: 12px }

        """

    /// The whole page.
    static let page =
        colors + """
            * { box-sizing: border-box }
            body { margin: 0 auto; padding: 16px; max-width: 1160px; background: var(--paper); color: var(--ink);
              font: 15px/1.5 system-ui, sans-serif }
            h1 { font-size: 24px; margin: 8px 0 } h2 { font-size: 19px; margin: 32px 0 4px }
            p { margin: 4px 0 10px; max-width: 80ch } footer, small { color: var(--quiet) }
            pre { border: 1px solid var(--rule); border-radius: 6px; padding: 8px 12px; white-space: pre-wrap;
              overflow-wrap: anywhere }
            figure { margin: 8px 0 } .wide { overflow-x: auto } svg { display: block; width: 100%; min-width: 640px }
            .legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 4px 0 12px; font-size: 13px }
            .swatch { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 6px }
            .bg-weights, .bg-loadingStationary, .bg-series0 { background: var(--weights) }
            .bg-activations, .bg-waitingForMemory, .bg-series1 { background: var(--activations) }
            .bg-keyValueCache, .bg-working, .bg-series2 { background: var(--cache) }
            .bg-inputsOutputs, .bg-series3 { background: var(--io) }
            .bg-spills, .bg-series4 { background: var(--spills) } .bg-series5 { background: var(--teal) }
            .bg-fillDrain { background: var(--fill) } .bg-waitingForSpace { background: var(--space) }
            .bg-waitingForUnit { background: var(--unit) } .bg-sramConflicts { background: var(--io) }
            .bg-idle { background: var(--idle) }
            table { border-collapse: collapse; font-size: 13px; margin: 8px 0 }
            th, td { padding: 3px 7px; text-align: left; border-bottom: 1px solid var(--rule); vertical-align: top }
            th { font-weight: 600 } .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
            .total td { font-weight: 600; border-top: 2px solid var(--quiet) }
            #controls { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; margin: 6px 0 }
            #controls[hidden] { display: none }
            button { font: inherit; font-size: 13px; color: inherit; background: var(--idle); padding: 4px 10px;
              border: 1px solid var(--rule); border-radius: 6px; cursor: pointer }
            #range { font-size: 13px; color: var(--quiet) }
            #view { width: 100%; touch-action: pan-y; cursor: crosshair } #view[hidden] { display: none }
            #tip { position: fixed; z-index: 2; max-width: min(360px, 90vw); padding: 6px 10px; font-size: 13px;
              background: var(--ink); color: var(--paper); border-radius: 6px; pointer-events: none; white-space: pre-line }
            #tip[hidden] { display: none }
            @media print { #controls, #view { display: none } }

            """
}
