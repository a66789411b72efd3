using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types.Building;

/// <summary>The types that operations start from. https://spec.graphql.org/September2025/#sec-Root-Operation-Types</summary>
internal sealed record RootTypes(ObjectType? Query, ObjectType? Mutation, ObjectType? Subscription)
{
    /// <summary>Those that the schema definition names, or without one those with the default names.</summary>
    public static RootTypes Find(SchemaDefinitions definitions, TypeSystem system, SchemaErrors errors)
    {
        var named = new Dictionary<OperationKind, OperationTypeDefinitionNode>();
        foreach (var node in definitions.Schema.SelectMany(s => s.OperationTypes))
        {
            if (!named.TryAdd(node.Operation, node))
            {
                errors.Report(node, $"There can be only one {Describe(node.Operation)} type in schema.");
            }
        }

        var hasDefinition = definitions.Schema.Any(s => !s.IsExtension);
        foreach (var schema in definitions.Schema.Where(s => s.Directives.Count > 0))
        {
            system.DirectiveUses.Add(new DirectiveUse(DirectiveLocation.Schema, schema.Directives, _ => { }));
        }

        var query = FindOne(OperationKind.Query);
        var mutation = FindOne(OperationKind.Mutation);
        var subscription = FindOne(OperationKind.Subscription);
        if (query is null)
        {
            errors.Report(definitions.Schema is [var first, ..] ? first : null, "Query root type must be provided.");
        }

        var roots = new[] { query, mutation, subscription }.OfType<ObjectType>();
        foreach (var group in roots.GroupBy(r => r).Where(g => g.Count() > 1))
        {
            errors.Report(
                system.NodeOf(group.Key),
                $"All root types must be different, \"{group.Key.Name}\" type is used for several operations."
            );
        }

        return new RootTypes(query as ObjectType, mutation as ObjectType, subscription as ObjectType);

        NamedType? FindOne(OperationKind operation)
        {
            var node = named.GetValueOrDefault(operation);
            if (node is null && hasDefinition)
            {
                return null;
            }

            var name = node?.Type.Name.Value ?? operation.ToString();
            if (!system.TypesByName.TryGetValue(name, out var type))
            {
                if (node is not null)
                {
                    errors.Report(node.Type, $"Unknown type \"{name}\".");
                }

                return null;
            }

            if (type is not (ObjectType or UnknownType))
            {
                errors.Report(
                    node?.Type ?? system.NodeOf(type),
                    $"{operation} root type must be Object type, it cannot be {name}."
                );
            }

            return type;
        }
    }

    private static string Describe(OperationKind operation) =>
        operation switch
        {
            OperationKind.Query => "query",
            OperationKind.Mutation => "mutation",
            _ => "subscription",
        };
}
