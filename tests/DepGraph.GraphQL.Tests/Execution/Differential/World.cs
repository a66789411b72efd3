using System.Globalization;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Tests.Execution.Differential;

/// <summary>
/// An endless graph over a schema in which the seed decides, for each field of each object, whether it has a value, is null,
/// fails or is something that cannot be written, how long its lists are, and when it comes. Values are int, double, bool,
/// string (an enum's name too), <see cref="Money"/>, <see cref="Thing"/> and lists of those.
/// </summary>
internal sealed class World(Schema schema, bool isTypedByClass, int seed)
{
    private readonly Lock _gate = new();
    private readonly List<string> _log = [];

    /// <summary>The root fields below which resolvers ran, each as often as the turn came to it.</summary>
    public IReadOnlyList<string> RootFieldsInTurn
    {
        get
        {
            lock (_gate)
            {
                return _log.Where((key, i) => i == 0 || _log[i - 1] != key).ToArray();
            }
        }
    }

    public Thing Root => new(this, 1, "", 0);

    public void Note(object rootField)
    {
        lock (_gate)
        {
            _log.Add((string)rootField);
        }
    }

    /// <summary>What a field gives; one with arguments has other values for others, and texts say them.</summary>
    /// <exception cref="GraphQLException">The field fails.</exception>
    public object? ValueOf(Thing parent, FieldDefinition field, string arguments)
    {
        var random = new Random(Hash(parent.Id, field.Name + arguments));
        var fate = random.Next(100);
        return fate switch
        {
            < 3 => throw new GraphQLException($"boom {field.Name}", "BOOM"),
            3 => throw new InvalidTimeZoneException("secret"),
            _ => Value(random, parent, field, field.Type, arguments, parent.Depth + 1),
        };
    }

    /// <summary>0: at once; 1: after a turn; 2: through a loader; 3: through loaders one after the other.</summary>
    public int MannerOf(Thing parent, string field) => Math.Max(0, Hash(parent.Id, field + "~") % 7 - 3);

    private object? Value(
        Random random,
        Thing parent,
        FieldDefinition field,
        GraphQLType type,
        string arguments,
        int depth
    )
    {
        if (random.Next(100) < (type.IsNonNull ? 3 : 10))
        {
            return null;
        }

        switch (type.Nullable)
        {
            case ListType list:
                var items = new List<object?>();
                for (var i = random.Next(depth > 6 ? 2 : 4); i > 0; i--)
                {
                    items.Add(Value(random, parent, field, list.OfType, arguments, depth + 1));
                }

                return items;
            case EnumType enumType:
                return random.Next(50) == 0
                    ? Unwritable.Instance
                    : enumType.Values[random.Next(enumType.Values.Count)].Name;
            case ScalarType { Name: "String" or "ID" or "Any" } when arguments.Length > 0:
                return arguments;
            case ScalarType scalar:
                return Scalar(random, scalar.Name);
            default:
                var possible = schema.GetPossibleTypes(type.Named);
                return random.Next(60) == 0 && type.Named is not ObjectType
                    ? new Stranger(this)
                    : Create(possible[random.Next(possible.Count)].Name, random.Next(), depth);
        }
    }

    private static object Scalar(Random random, string name) =>
        name switch
        {
            "Int" => random.Next(int.MinValue, int.MaxValue),
            "Float" => random.Next(50) == 0 ? Unwritable.Instance : random.Next(1000) / 8.0,
            "Boolean" => random.Next(2) == 0,
            "Money" => random.Next(50) == 0 ? Unwritable.Instance : new Money(random.Next(1000)),
            _ => random.Next(3) switch
            {
                0 => string.Create(CultureInfo.InvariantCulture, $"t{random.Next(1000)}"),
                1 => "é\"\\\n\u0001\U0001F600</>",
                _ => "",
            },
        };

    private Thing Create(string type, int id, int depth) =>
        !isTypedByClass
            ? new Thing(this, id, type, depth)
            : type switch
            {
                "O0" => new Thing0(this, id, depth),
                "O1" => new Thing1(this, id, depth),
                "O2" => new Thing2(this, id, depth),
                "O3" => new Thing3(this, id, depth),
                "O4" => new Thing4(this, id, depth),
                _ => new Thing5(this, id, depth),
            };

    private int Hash(int id, string text)
    {
        var hash = unchecked((seed * 31) + id);
        foreach (var c in text)
        {
            hash = unchecked((hash * 1_000_003) ^ c);
        }

        return hash & int.MaxValue;
    }
}
