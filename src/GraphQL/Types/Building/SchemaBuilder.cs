using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types.Building.Checks;

namespace DepGraph.GraphQL.Types.Building;

/// <summary>Makes a schema out of SDL. https://spec.graphql.org/September2025/#sec-Type-System</summary>
public static class SchemaBuilder
{
    /// <summary>
    /// Builds and checks a schema. Each scalar that the SDL defines takes its rules from the one of that name in
    /// <paramref name="scalars"/>; the built-in scalars and directives and the introspection types come by themselves.
    /// </summary>
    /// <exception cref="SchemaException">The SDL does not parse or breaks a rule of the type system; it names every fault.</exception>
    public static Schema Build(string sdl, IEnumerable<ScalarType>? scalars = null)
    {
        var source = new Source(sdl, "schema");
        var document = Parse(source);
        var errors = new SchemaErrors(source);
        var definitions = new SchemaDefinitions(document, errors);
        var implementations = (scalars ?? []).ToDictionary(s => s.Name, StringComparer.Ordinal);
        var system = new TypeBuilder(definitions, implementations, errors).Build();
        var roots = RootTypes.Find(definitions, system, errors);
        NameCheck.Run(system, errors);
        InterfaceCheck.Run(system, errors);
        InputObjectCheck.Run(system, errors);
        DefaultValueCheck.Run(system, errors);
        DeprecationCheck.Run(system, errors);
        DirectiveDefinitionCheck.Run(system, errors);
        var uses = new DirectiveUseCheck(system, errors);
        uses.Run();
        errors.ThrowIfAny();
        uses.Apply();
        return new Schema
        {
            Description = definitions.Schema.FirstOrDefault(s => !s.IsExtension)?.Description?.Value,
            QueryType = roots.Query!,
            MutationType = roots.Mutation,
            SubscriptionType = roots.Subscription,
            Types = system.Types.ToArray(),
            Directives = system.Directives.ToArray(),
            TypesByName = system.TypesByName,
            DirectivesByName = system.Directives.ToDictionary(d => d.Name, StringComparer.Ordinal),
            PossibleTypesByType = FindPossibleTypes(system.Types),
        };
    }

    private static DocumentNode Parse(Source source)
    {
        try
        {
            return Parser.Parse(source, ParserOptions.Trusted);
        }
        catch (GraphQLSyntaxException exception)
        {
            throw new SchemaException([new SchemaError(exception.Message, exception.Location)]);
        }
    }

    private static Dictionary<NamedType, IReadOnlyList<ObjectType>> FindPossibleTypes(IReadOnlyList<NamedType> types)
    {
        var objects = types.OfType<ObjectType>().ToArray();
        return types
            .Where(t => t is ObjectType or InterfaceType or UnionType)
            .ToDictionary(
                t => t,
                IReadOnlyList<ObjectType> (t) =>
                    t is UnionType union ? union.Members : objects.Where(o => o.IsSubTypeOf(t)).ToArray()
            );
    }
}
