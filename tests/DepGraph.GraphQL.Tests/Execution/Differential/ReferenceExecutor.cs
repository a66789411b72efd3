using System.Globalization;
using System.Text.Json.Nodes;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Execution.Differential;

/// <summary>
/// Executes an operation over a <see cref="World"/> word by word as the specification has it, with no thought for speed.
/// </summary>
internal sealed class ReferenceExecutor(
    Schema schema,
    World world,
    DocumentNode document,
    IReadOnlyDictionary<string, bool> variables
)
{
    /// <summary>Where nulls came to rest, and the paths of the errors that they rose from.</summary>
    public Dictionary<string, HashSet<string>> Rests { get; } = [];

    /// <summary>Every place where an error arose.</summary>
    public HashSet<string> Errors { get; } = [];

    public JsonNode? Execute()
    {
        var operation = document.Definitions.OfType<OperationDefinitionNode>().Single();
        var outcome = ExecuteSelections(schema.QueryType, Place.Root, [operation.SelectionSet], "");
        if (outcome.Failed)
        {
            Rest("", outcome.Raised);
        }

        return outcome.Value;
    }

    private sealed record Outcome(JsonNode? Value, HashSet<string> Raised)
    {
        public bool Failed => Raised.Count > 0;
    }

    private Outcome ExecuteSelections(ObjectType type, object source, List<SelectionSetNode> sets, string path)
    {
        var groups = new List<(string Key, List<FieldNode> Nodes)>();
        var visited = new HashSet<string>();
        sets.ForEach(s => Collect(type, s, groups, visited));
        var result = new JsonObject();
        var raised = new HashSet<string>();
        foreach (var (key, nodes) in groups)
        {
            var outcome = ExecuteField(type, source, nodes, $"{path}/{key}");
            result[key] = outcome.Value;
            raised.UnionWith(outcome.Raised);
        }

        return raised.Count > 0 ? new Outcome(null, raised) : new Outcome(result, []);
    }

    private Outcome ExecuteField(ObjectType type, object source, List<FieldNode> nodes, string path)
    {
        var name = nodes[0].Name.Value;
        if (name == "__typename")
        {
            return new Outcome(type.Name, []);
        }

        type.TryGetField(name, out var definition).ShouldBeTrue();
        var place = source as Place ?? ((LeafPlace)source).Place;
        object? value;
        try
        {
            value = world.ValueOf(place, name);
            if (name == "mustText")
            {
                var suffix = (nodes[0].Arguments.SingleOrDefault()?.Value as StringValueNode)?.Value ?? "!";
                value = (string?)value + suffix;
            }
        }
        catch (GraphQLException)
        {
            return Fail(definition!.Type, path, path);
        }

        return Complete(definition!.Type, value, nodes, path);
    }

    private Outcome Complete(GraphQLType type, object? value, List<FieldNode> nodes, string path)
    {
        if (value is null)
        {
            return type.IsNonNull ? Fail(type, path, path) : new Outcome(null, []);
        }

        var outcome = type.Nullable switch
        {
            ListType list => CompleteList(list, (System.Collections.IEnumerable)value, nodes, path),
            ScalarType => new Outcome(
                value is int number ? JsonValue.Create(number) : JsonValue.Create((string)value),
                []
            ),
            _ => ExecuteSelections(
                (ObjectType)schema.Types.Single(t => t.Name == (value is Place ? "Node" : "Leaf")),
                value,
                nodes.Select(n => n.SelectionSet!).ToList(),
                path
            ),
        };
        return outcome.Failed && !type.IsNonNull ? Catch(path, outcome.Raised) : outcome;
    }

    private Outcome CompleteList(
        ListType type,
        System.Collections.IEnumerable items,
        List<FieldNode> nodes,
        string path
    )
    {
        var result = new JsonArray();
        var raised = new HashSet<string>();
        var index = 0;
        foreach (var item in items)
        {
            var outcome = Complete(
                type.OfType,
                item,
                nodes,
                string.Create(CultureInfo.InvariantCulture, $"{path}/{index++}")
            );
            result.Add(outcome.Value);
            raised.UnionWith(outcome.Raised);
        }

        return raised.Count > 0 ? new Outcome(null, raised) : new Outcome(result, []);
    }

    private Outcome Fail(GraphQLType type, string path, string error)
    {
        Errors.Add(error);
        return type.IsNonNull ? new Outcome(null, [error]) : Catch(path, [error]);
    }

    private Outcome Catch(string path, HashSet<string> raised)
    {
        Rest(path, raised);
        return new Outcome(null, []);
    }

    private void Rest(string path, HashSet<string> raised)
    {
        foreach (var covered in Rests.Keys.Where(k => k.StartsWith(path + "/", StringComparison.Ordinal)).ToList())
        {
            Rests.Remove(covered);
        }

        Rests[path] = raised;
    }

    private void Collect(
        ObjectType type,
        SelectionSetNode set,
        List<(string Key, List<FieldNode> Nodes)> groups,
        HashSet<string> visited
    )
    {
        foreach (var selection in set.Selections)
        {
            if (selection.Directives.Any(d => IsTrue(d) == (d.Name.Value == "skip")))
            {
                continue;
            }

            switch (selection)
            {
                case FieldNode field:
                    var group = groups.FirstOrDefault(g => g.Key == field.ResponseKey);
                    if (group.Nodes is null)
                    {
                        group = (field.ResponseKey, []);
                        groups.Add(group);
                    }

                    group.Nodes.Add(field);
                    break;
                case InlineFragmentNode inline when Applies(inline.TypeCondition, type):
                    Collect(type, inline.SelectionSet, groups, visited);
                    break;
                case FragmentSpreadNode spread when visited.Add(spread.Name.Value):
                    var fragment = document
                        .Definitions.OfType<FragmentDefinitionNode>()
                        .Single(f => f.Name.Value == spread.Name.Value);
                    if (Applies(fragment.TypeCondition, type))
                    {
                        Collect(type, fragment.SelectionSet, groups, visited);
                    }

                    break;
            }
        }
    }

    private bool IsTrue(DirectiveNode directive) =>
        directive.Arguments[0].Value is VariableNode variable
            ? variables[variable.Name.Value]
            : ((BooleanValueNode)directive.Arguments[0].Value).Value;

    private static bool Applies(NamedTypeNode? condition, ObjectType type) =>
        condition is null
        || condition.Name.Value == type.Name
        || type.Interfaces.Any(i => i.Name == condition.Name.Value);
}
