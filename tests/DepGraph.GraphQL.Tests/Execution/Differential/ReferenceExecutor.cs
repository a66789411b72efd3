using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Execution.Differential;

/// <summary>
/// Executes an operation over a <see cref="World"/> word by word as the specification has it, with no thought for speed.
/// </summary>
internal sealed class ReferenceExecutor(Schema schema, World world, DocumentNode document)
{
    private readonly ReferenceCoercion _coercion = new(schema);
    private Dictionary<string, object?> _variables = [];

    /// <summary>Where nulls came to rest, and the paths of the errors that they rose from.</summary>
    public Dictionary<string, HashSet<string>> Rests { get; } = [];

    /// <summary>Every place where an error arose, with the fields merged there.</summary>
    public Dictionary<string, List<FieldNode>> Errors { get; } = [];

    /// <exception cref="RefusedException">The variables do not fit.</exception>
    public JsonNode? Execute(string? operationName, JsonObject variables)
    {
        var operation = document
            .Definitions.OfType<OperationDefinitionNode>()
            .Single(o => operationName is null || o.Name?.Value == operationName);
        _variables = _coercion.Variables(operation, variables);
        var root = schema.GetRootType(operation.Operation)!;
        var outcome = ExecuteSelections(root, world.Root, [operation.SelectionSet], "");
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

    private Outcome ExecuteSelections(ObjectType type, Thing source, List<SelectionSetNode> sets, string path)
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

    private Outcome ExecuteField(ObjectType type, Thing source, List<FieldNode> nodes, string path)
    {
        var name = nodes[0].Name.Value;
        if (name == "__typename")
        {
            return new Outcome(type.Name, []);
        }

        type.TryGetField(name, out var definition).ShouldBeTrue();
        object? value;
        try
        {
            var arguments = _coercion.Arguments(definition!, nodes[0], _variables);
            value = world.ValueOf(source, definition!, ArgumentText.Of(arguments));
        }
        catch (Exception e) when (e is GraphQLException or InvalidTimeZoneException or RefusedException)
        {
            return Fail(definition!.Type, path, nodes);
        }

        return Complete(definition!.Type, value, nodes, path);
    }

    private Outcome Complete(GraphQLType type, object? value, List<FieldNode> nodes, string path)
    {
        if (value is null)
        {
            return type.IsNonNull ? Fail(type, path, nodes) : new Outcome(null, []);
        }

        if (value is Unwritable or Stranger)
        {
            return Fail(type, path, nodes);
        }

        var outcome = type.Nullable switch
        {
            ListType list => CompleteList(list, (IEnumerable)value, nodes, path),
            ScalarType or EnumType => new Outcome(Leaf(value), []),
            _ => ExecuteSelections(
                (ObjectType)schema.Types.Single(t => t.Name == ((Thing)value).TypeName),
                (Thing)value,
                nodes.Select(n => n.SelectionSet!).ToList(),
                path
            ),
        };
        return outcome.Failed && !type.IsNonNull ? Catch(path, outcome.Raised) : outcome;
    }

    private static JsonNode Leaf(object value) =>
        value switch
        {
            int number => number,
            double number => number,
            bool truth => truth,
            _ => value.ToString()!,
        };

    private Outcome CompleteList(ListType type, IEnumerable items, List<FieldNode> nodes, string path)
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

    private Outcome Fail(GraphQLType type, string path, List<FieldNode> nodes)
    {
        Errors[path] = nodes;
        return type.IsNonNull ? new Outcome(null, [path]) : Catch(path, [path]);
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
            if (selection.Directives.Any(d => d.Name.Value == (IsTrue(d) ? "skip" : "include")))
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
        directive.Name.Value is "skip" or "include"
        && (
            directive.Arguments[0].Value is VariableNode variable
                ? (bool)_variables[variable.Name.Value]!
                : ((BooleanValueNode)directive.Arguments[0].Value).Value
        );

    private bool Applies(NamedTypeNode? condition, ObjectType type) =>
        condition is null
        || (
            schema.Types.Single(t => t.Name == condition.Name.Value) switch
            {
                UnionType union => union.Members.Contains(type),
                InterfaceType named => type.Interfaces.Contains(named),
                var named => named == type,
            }
        );
}
