import OperatorTrace

extension Workload {
    /// Every operation in order of execution, iterations written out.
    var executed: [(stage: String, operation: Operation)] {
        stages.flatMap { stage in
            (0..<stage.iterations).flatMap { _ in
                stage.layers.flatMap { $0.operations.map { (stage.name, $0) } }
            }
        }
    }

    /// Every matrix product in order of execution, iterations written out.
    var executedProducts: [(stage: String, product: MatrixProduct)] {
        executed.compactMap { stage, operation in
            guard case .product(let product) = operation.body else { return nil }
            return (stage, product)
        }
    }
}
