using System.Text;

namespace DepGraph.GraphQL.Tests.Execution.Differential;

/// <summary>Makes valid operations over <see cref="World.Sdl"/>.</summary>
internal sealed class RandomOperation(Random random)
{
    private static readonly (string Field, string? Type)[] NodeFields =
    [
        ("text", null),
        ("mustText", null),
        ("count", null),
        ("mustCount", null),
        ("counts", null),
        ("matrix", null),
        ("texts", null),
        ("child", "Node"),
        ("mustChild", "Node"),
        ("named", "Named"),
        ("mustNamed", "Named"),
        ("children", "Node"),
        ("mustChildren", "Node"),
        ("allChildren", "Node"),
        ("someChildren", "Node"),
    ];

    private readonly StringBuilder _fragments = new();
    private int _fragmentCount;
    private int _budget = 40;

    public Dictionary<string, bool> Variables { get; } = [];

    public string Create()
    {
        var root = Selections(
            "Query",
            [("node", "Node"), ("must", "Node"), ("nodes", "Node"), ("all", "Node")],
            depth: 5
        );
        var variables = string.Join(", ", Variables.Keys.Select(v => $"${v}: Boolean!"));
        return $"query{(Variables.Count == 0 ? "" : $"({variables})")} {root}{_fragments}";
    }

    private string Selections(string type, (string Field, string? Type)[] fields, int depth)
    {
        var text = new StringBuilder("{ __typename");
        var count = random.Next(1, 5);
        for (var i = 0; i < count && _budget > 0; i++)
        {
            text.Append(' ').Append(Selection(type, fields, depth));
        }

        return text.Append(" }").ToString();
    }

    private string Selection(string type, (string Field, string? Type)[] fields, int depth)
    {
        _budget--;
        switch (random.Next(10))
        {
            case 0:
                return $"... on {type}{Condition()} {Selections(type, fields, depth)}";
            case 1:
                var name = $"F{_fragmentCount++}";
                var body = Selections(type, fields, depth);
                _fragments.Append($" fragment {name} on {type} {body}");
                return $"...{name}{Condition()}{(random.Next(3) == 0 ? $" ...{name}" : "")}";
        }

        var choices = fields.Where(f => f.Type is null || depth > 0).ToArray();
        var (field, below) = choices[random.Next(choices.Length)];
        var alias = random.Next(4) == 0 ? $"{field}_{random.Next(2)}: " : "";
        var argument = field == "mustText" && alias.EndsWith("_1: ", StringComparison.Ordinal) ? "(suffix: \"?\")" : "";
        return $"{alias}{field}{argument}{Condition()}{(below is null ? "" : " " + Below(below, depth - 1))}";
    }

    private string Below(string type, int depth) =>
        type == "Node"
            ? Selections("Node", NodeFields, depth)
            : $"{{ text ... on Leaf {{ only mustText }} ... on Node {Selections("Node", NodeFields, depth)} ... on Named {{ mustText }} }}";

    private string Condition()
    {
        if (random.Next(5) > 0)
        {
            return "";
        }

        var value = random.Next(2) == 0;
        var directive = random.Next(2) == 0 ? "skip" : "include";
        if (random.Next(2) == 0)
        {
            return $" @{directive}(if: {(value ? "true" : "false")})";
        }

        var variable = $"v{random.Next(3)}";
        Variables.TryAdd(variable, value);
        return $" @{directive}(if: ${variable})";
    }
}
