using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation;

/// <summary>What the rules share: the schema, the document, where in it the walk is, and what has been found wrong.</summary>
internal sealed class ValidationContext
{
    private readonly int _maxErrors;
    private readonly List<(int Offset, GraphQLError Error)> _errors = [];
    private readonly Dictionary<string, FragmentDefinitionNode> _fragments = new(StringComparer.Ordinal);
    private readonly Dictionary<ExecutableDefinitionNode, DefinitionContents> _contents = [];

    public ValidationContext(Schema schema, DocumentNode document, int maxErrors)
    {
        Schema = schema;
        Document = document;
        _maxErrors = maxErrors;
        foreach (var definition in document.Definitions)
        {
            if (definition is FragmentDefinitionNode fragment)
            {
                _fragments[fragment.Name.Value] = fragment;
            }
        }
    }

    public Schema Schema { get; }

    public DocumentNode Document { get; }

    /// <summary>The composite type whose fields are being selected; null when it is unknown.</summary>
    public NamedType? ParentType { get; set; }

    /// <summary>The field that the walk is at; null when its type does not have it.</summary>
    public FieldDefinition? Field { get; set; }

    /// <summary>The fragment of a name, of several the last; null when there is none.</summary>
    public FragmentDefinitionNode? FindFragment(string name) => _fragments.GetValueOrDefault(name);

    /// <summary>Spreads and variables of a definition, complete once the walk has left it.</summary>
    public DefinitionContents ContentsOf(ExecutableDefinitionNode definition)
    {
        if (!_contents.TryGetValue(definition, out var contents))
        {
            contents = new DefinitionContents();
            _contents.Add(definition, contents);
        }

        return contents;
    }

    /// <summary>The definition and every fragment that it leads to, each once; only when the walk is over.</summary>
    public IReadOnlyList<ExecutableDefinitionNode> Reachable(OperationDefinitionNode operation)
    {
        var contents = ContentsOf(operation);
        if (contents.Reachable is { } known)
        {
            return known;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var reachable = new List<ExecutableDefinitionNode> { operation };
        for (var i = 0; i < reachable.Count; i++)
        {
            foreach (var spread in ContentsOf(reachable[i]).Spreads)
            {
                if (seen.Add(spread.Name.Value) && FindFragment(spread.Name.Value) is { } fragment)
                {
                    reachable.Add(fragment);
                }
            }
        }

        return contents.Reachable = reachable;
    }

    /// <summary>Every variable used by an operation and the fragments that it leads to; only when the walk is over.</summary>
    public IEnumerable<VariableUsage> VariableUsages(OperationDefinitionNode operation) =>
        Reachable(operation).SelectMany(d => ContentsOf(d).Variables);

    /// <exception cref="ValidationAbortedException">There are too many errors already.</exception>
    public void Report(string message, params ReadOnlySpan<AstNode> nodes)
    {
        if (_errors.Count >= _maxErrors)
        {
            throw new ValidationAbortedException(
                "Too many validation errors, error limit reached. Validation aborted."
            );
        }

        _errors.Add((nodes[0].Start, GraphQLError.At(message, Document.Source, nodes)));
    }

    public void AddLast(string message) => _errors.Add((int.MaxValue, new GraphQLError(message)));

    public GraphQLError[] GetErrors() =>
        _errors.Count == 0 ? [] : _errors.OrderBy(e => e.Offset).Select(e => e.Error).ToArray();
}

/// <summary>What stands inside an operation or fragment definition, at any depth.</summary>
internal sealed class DefinitionContents
{
    public List<FragmentSpreadNode> Spreads { get; } = [];

    public List<VariableUsage> Variables { get; } = [];

    public IReadOnlyList<ExecutableDefinitionNode>? Reachable { get; set; }
}
