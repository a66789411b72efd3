using DepGraph.GraphQL.Introspection;

namespace DepGraph.GraphQL.Types.Building.Checks;

/// <summary>Names with two leading underscores belong to introspection. https://spec.graphql.org/September2025/#sec-Names.Reserved-Names</summary>
internal static class NameCheck
{
    public static void Run(TypeSystem system, SchemaErrors errors)
    {
        foreach (var type in system.Types)
        {
            if (system.NodeOf(type) is { } node && !IntrospectionSchema.Document.Definitions.Contains(node))
            {
                Check(type, type.Name);
            }

            foreach (var field in (type as FieldsType)?.Fields ?? [])
            {
                Check(field, field.Name);
            }

            foreach (var value in (type as EnumType)?.Values ?? [])
            {
                Check(value, value.Name);
            }
        }

        foreach (var (_, value) in system.InputValues())
        {
            Check(value, value.Name);
        }

        foreach (var directive in system.Directives)
        {
            Check(directive, directive.Name);
        }

        void Check(object element, string name)
        {
            if (name.StartsWith(IntrospectionSchema.ReservedPrefix, StringComparison.Ordinal))
            {
                errors.Report(
                    system.NodeOf(element),
                    $"Name \"{name}\" must not begin with \"__\", which is reserved by GraphQL introspection."
                );
            }
        }
    }
}
