using DepGraph.GraphQL.Execution.Planning;
using DepGraph.GraphQL.Introspection;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Limits;

/// <summary>
/// Measures an operation before it is planned. Every fragment is measured once, so that documents whose fragments multiply are
/// as cheap to refuse as others.
/// </summary>
internal sealed class OperationAnalysis(Schema schema, PreparedOperation operation, OperationLimits limits)
{
    /// <summary>Most selection sets and fragment spreads around each other: what planning recurses through.</summary>
    private const int MaxNesting = 500;

    private readonly Dictionary<string, Shape> _fragments = new(StringComparer.Ordinal);
    private int _sums;
    private bool _hasVariableSizes;

    /// <exception cref="LimitExceededException">A limit other than cost is exceeded.</exception>
    /// <exception cref="GraphQLException">It introspects where that is not allowed.</exception>
    public CostPlan Analyze()
    {
        var shape = Measure(operation.Definition.SelectionSet, operation.RootType, 0);
        Check(
            shape.Depth,
            limits.MaxDepth,
            "DEPTH_LIMIT_EXCEEDED",
            "The operation's depth",
            "Select fewer levels of fields, or ask for the lower ones in another operation."
        );
        Check(
            shape.Here,
            limits.MaxRootFields,
            "ROOT_FIELD_LIMIT_EXCEEDED",
            "Root fields of the operation",
            "Split it into several operations, or use a field that takes a list."
        );
        Check(
            shape.Aliases,
            limits.MaxAliases,
            "ALIAS_LIMIT_EXCEEDED",
            "Aliased fields of the operation",
            "Split it into several operations, or use a field that takes a list."
        );
        Check(
            shape.Fields,
            limits.MaxFields,
            "FIELD_LIMIT_EXCEEDED",
            "Fields of the operation, fragments included",
            "Split it into several operations."
        );
        Check(
            shape.Fragments,
            limits.MaxFragments,
            "FRAGMENT_LIMIT_EXCEEDED",
            "Fragments of the operation, each as often as it is spread",
            "Split it into several operations, or select the fields in place."
        );
        CheckNesting(shape.Nesting);
        return new CostPlan(shape.Cost, _sums, _hasVariableSizes);
    }

    private Shape Measure(SelectionSetNode selectionSet, NamedType parent, int nesting)
    {
        CheckNesting(nesting);
        var shape = new Shape(new CostSum(_sums++));
        foreach (var selection in selectionSet.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    MeasureField(shape, field, parent, nesting);
                    break;
                case InlineFragmentNode inline:
                    shape.AddFragment(
                        Measure(inline.SelectionSet, TypeOf(inline.TypeCondition) ?? parent, nesting + 1)
                    );
                    break;
                case FragmentSpreadNode spread:
                    shape.AddFragment(MeasureFragment(spread.Name.Value, nesting));
                    break;
            }
        }

        return shape;
    }

    private Shape MeasureFragment(string name, int nesting)
    {
        if (!_fragments.TryGetValue(name, out var shape))
        {
            var fragment = operation.Fragments[name];
            shape = Measure(fragment.SelectionSet, TypeOf(fragment.TypeCondition)!, nesting + 1);
            _fragments.Add(name, shape);
        }

        return shape;
    }

    private void MeasureField(Shape shape, FieldNode field, NamedType parent, int nesting)
    {
        var definition = schema.FindField(parent, field.Name.Value);
        var size = definition is null ? null : ListSize.Of(definition, field, limits.AssumedListSize);
        if (!limits.AllowIntrospection && MetaFields.IsIntrospection(field.Name.Value))
        {
            throw new GraphQLException(
                $"Introspection is switched off here: `{field.Name.Value}` cannot be selected.",
                "INTROSPECTION_DISABLED"
            );
        }

        _hasVariableSizes |= size is { IsVariable: true };
        var inner =
            field.SelectionSet is not null && definition is not null
                ? Measure(field.SelectionSet, definition.Type.Named, nesting + 1)
                : null;
        shape.AddField(field.Alias is not null, inner);
        shape.Cost.Add(Weight(definition, inner is not null), definition?.Type.Nullable is ListType, size, inner?.Cost);
    }

    private static double Weight(FieldDefinition? definition, bool isComposite)
    {
        var directive = definition?.Directives.FirstOrDefault(d => d.Name == "cost");
        return directive?.Arguments.GetValueOrDefault("weight") switch
        {
            int weight => weight,
            double weight => weight,
            _ => isComposite ? 1 : 0,
        };
    }

    private static void CheckNesting(int nesting) =>
        Check(
            nesting,
            MaxNesting,
            "DEPTH_LIMIT_EXCEEDED",
            "The nesting of the operation's fragments",
            "Nest fewer fragments."
        );

    private NamedType? TypeOf(NamedTypeNode? node) =>
        node is not null && schema.TryGetType(node.Name.Value, out var type) ? type : null;

    private static void Check(double value, double maximum, string code, string what, string wayOut)
    {
        if (value > maximum)
        {
            throw new LimitExceededException(code, what, value, maximum, wayOut);
        }
    }

    /// <summary>
    /// The measures of a selection set with its fragments brought in. Counts are floating, for they grow beyond any integer.
    /// </summary>
    private sealed class Shape(CostSum cost)
    {
        public CostSum Cost { get; } = cost;

        /// <summary>Levels of fields.</summary>
        public int Depth { get; private set; }

        /// <summary>
        /// Selection sets and spreads around each other. A fragment that was measured before is not measured again where it stands
        /// deeper, so it has to be summed up from below.
        /// </summary>
        public int Nesting { get; private set; }

        /// <summary>Fields of this level.</summary>
        public double Here { get; private set; }

        /// <summary>Fields of all levels.</summary>
        public double Fields { get; private set; }

        public double Aliases { get; private set; }

        /// <summary>Fragments, spread and inline, of all levels.</summary>
        public double Fragments { get; private set; }

        public void AddField(bool isAliased, Shape? inner)
        {
            Depth = Math.Max(Depth, 1 + (inner?.Depth ?? 0));
            Nesting = Math.Max(Nesting, 1 + (inner?.Nesting ?? 0));
            Here++;
            Fields += 1 + (inner?.Fields ?? 0);
            Aliases += (isAliased ? 1 : 0) + (inner?.Aliases ?? 0);
            Fragments += inner?.Fragments ?? 0;
        }

        public void AddFragment(Shape fragment)
        {
            Depth = Math.Max(Depth, fragment.Depth);
            Nesting = Math.Max(Nesting, 1 + fragment.Nesting);
            Here += fragment.Here;
            Fields += fragment.Fields;
            Aliases += fragment.Aliases;
            Fragments += 1 + fragment.Fragments;
            Cost.Add(fragment.Cost);
        }
    }
}
