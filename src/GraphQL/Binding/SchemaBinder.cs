using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Binding;

/// <summary>Collects what belongs to a schema's types: resolvers, CLR enums, CLR inputs.</summary>
public sealed class SchemaBinder
{
    internal SchemaBinder(Schema schema) => Schema = schema;

    public Schema Schema { get; }

    /// <summary>The root type of queries, whatever its name.</summary>
    public ObjectBinder<Root> Query() => throw new NotImplementedException();

    /// <summary>The root type of mutations, whatever its name.</summary>
    public ObjectBinder<Root> Mutation() => throw new NotImplementedException();

    /// <summary>An object type whose values are <typeparamref name="T"/>; asked again, it gives the same binder.</summary>
    public ObjectBinder<T> Object<T>(string typeName) => throw new NotImplementedException();

    /// <summary>
    /// Names the object type of a value of an interface or union. Needed only where the CLR type does not tell.
    /// </summary>
    public SchemaBinder Abstract<T>(string typeName, Func<T, string> resolveType) =>
        throw new NotImplementedException();

    /// <summary>An enum type; names match without regard to case and underscores: PEER_OPTIONAL is PeerOptional.</summary>
    public SchemaBinder Enum<TEnum>(string typeName)
        where TEnum : struct, Enum => throw new NotImplementedException();

    /// <summary>
    /// An input object type that arguments give as <typeparamref name="T"/>: a class or struct with one public constructor whose
    /// parameters are its fields, by name without regard to case. A parameter takes what <c>Argument&lt;T&gt;</c> would.
    /// </summary>
    public SchemaBinder Input<T>(string typeName)
        where T : notnull => throw new NotImplementedException();
}
