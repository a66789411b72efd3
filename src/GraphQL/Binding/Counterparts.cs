using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Binding;

/// <summary>
/// Which CLR type goes with which type of the schema, as text: what to write on the side where something is missing.
/// </summary>
internal sealed class Counterparts(SchemaBinder binder)
{
    /// <summary>What a resolver gives, or a parameter takes, as C#: <c>IReadOnlyList&lt;Package&gt;?</c>.</summary>
    public string Clr(GraphQLType type) => type.IsNonNull ? ClrCore(type.Nullable) : ClrCore(type) + "?";

    /// <summary>The type of a field that a resolver or a parameter of a CLR type stands for, as SDL: <c>[Package!]</c>; an ellipsis where nothing is bound to it.</summary>
    public string Sdl(Type type) =>
        IsOptional(type) ? Sdl(type.GetGenericArguments()[0])
        : System.Nullable.GetUnderlyingType(type) is { } inner ? Sdl(inner).TrimEnd('!')
        : type.IsValueType && SdlCore(type) is { } name ? name + "!"
        : SdlCore(type) ?? (CompletionBinder.ItemOf(type) is { } item ? $"[{Sdl(item).TrimEnd('!')}!]" : "…");

    /// <summary>
    /// Whether an argument or input field of this type can be given as the CLR type. What a scalar of the host gives is not known.
    /// </summary>
    public bool Takes(Type type, GraphQLType given)
    {
        if (IsOptional(type))
        {
            return Takes(type.GetGenericArguments()[0], given);
        }

        var exact = System.Nullable.GetUnderlyingType(type) ?? type;
        return exact == typeof(object)
            || given.Nullable switch
            {
                ListType list => CompletionBinder.ItemOf(exact) is { } item
                    && exact.IsAssignableFrom(item.MakeArrayType())
                    && Takes(item, list.OfType),
                InputObjectType input => exact.IsAssignableFrom(
                    binder.Inputs.TryGetValue(input, out var bound)
                        ? bound.ClrType
                        : typeof(Dictionary<string, object?>)
                ),
                EnumType enumType => exact
                    == (binder.Enums.TryGetValue(enumType, out var bound) ? bound.ClrType : typeof(string)),
                ScalarType { Name: "Int" } => exact == typeof(int) || exact == typeof(long) || exact == typeof(double),
                ScalarType { Name: "Float" } => exact == typeof(double)
                    || exact == typeof(float)
                    || exact == typeof(decimal),
                ScalarType { Name: "Boolean" } => exact == typeof(bool),
                ScalarType { Name: "String" or "ID" } => exact.IsAssignableFrom(typeof(string)),
                _ => true,
            };
    }

    private static bool IsOptional(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);

    private string ClrCore(GraphQLType type) =>
        type switch
        {
            ListType list => $"IReadOnlyList<{Clr(list.OfType)}>",
            ScalarType { Name: "Int" } => "int",
            ScalarType { Name: "Float" } => "double",
            ScalarType { Name: "Boolean" } => "bool",
            ScalarType { Name: "String" or "ID" } => "string",
            EnumType enumType => binder.Enums.TryGetValue(enumType, out var bound) ? bound.ClrType.Name : "string",
            InputObjectType input => binder.Inputs.TryGetValue(input, out var bound)
                ? CompletionBinder.Name(bound.ClrType)
                : "IReadOnlyDictionary<string, object?>",
            ObjectType { Name: var name } => binder.Objects.TryGetValue(name, out var bound)
                ? CompletionBinder.Name(bound.ClrType)
                : name,
            ScalarType scalar => WrittenBy(scalar) ?? "object",
            _ => "object",
        };

    /// <summary>The first CLR type that a scalar of the host writes.</summary>
    private static string? WrittenBy(ScalarType scalar) =>
        scalar
            .GetType()
            .GetInterfaces()
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IScalarWriter<>))
            .Select(i => CompletionBinder.Name(i.GetGenericArguments()[0]))
            .FirstOrDefault();

    private string? SdlCore(Type type) =>
        type == typeof(int) ? "Int"
        : type == typeof(double) || type == typeof(float) ? "Float"
        : type == typeof(bool) ? "Boolean"
        : type == typeof(string) ? "String"
        : binder.Enums.Values.FirstOrDefault(e => e.ClrType == type)?.Type.Name
            ?? binder.Inputs.Values.FirstOrDefault(i => i.ClrType == type)?.Type.Name
            ?? binder.Objects.FirstOrDefault(o => o.Value.ClrType == type && o.Key[0] != '_').Key
            ?? binder
                .Schema.Types.OfType<ScalarType>()
                .FirstOrDefault(s => typeof(IScalarWriter<>).MakeGenericType(type).IsInstanceOfType(s))
                ?.Name;
}
