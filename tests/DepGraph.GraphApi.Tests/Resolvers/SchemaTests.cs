using DepGraph.GraphApi.Resolvers;
using DepGraph.GraphApi.Tests.Testing;
using DepGraph.GraphQL.Requests;
using DepGraph.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace DepGraph.GraphApi.Tests.Resolvers;

public sealed class SchemaTests
{
    [Fact]
    public async Task The_server_serves_the_schema_file()
    {
        await using var server = await ApiServer.StartAsync();

        (await server.Http.GetStringAsync("graphql?sdl")).ShouldBe(DepGraphSchema.Sdl);
    }

    [Fact]
    public async Task Every_type_field_and_value_has_a_description()
    {
        await using var server = await ApiServer.StartAsync();
        var schema = server.Services.GetRequiredService<GraphQLEngine>().Schema.Schema;

        var silent = schema.Types.Where(type => !IsBuiltIn(type)).SelectMany(Silent);

        silent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_list_of_objects_says_how_long_it_is_and_every_page_by_its_arguments()
    {
        await using var server = await ApiServer.StartAsync();
        var schema = server.Services.GetRequiredService<GraphQLEngine>().Schema.Schema;
        var fields = schema
            .Types.Where(type => !IsBuiltIn(type))
            .OfType<FieldsType>()
            .SelectMany(type => type.Fields.Select(field => (Name: $"{type.Name}.{field.Name}", Field: field)))
            .ToList();

        var lists = fields.Where(field =>
            field.Field.Type.Nullable is ListType && field.Field.Type.Named is not ScalarType
        );
        lists.Where(list => SizeOf(list.Field) is null).Select(list => list.Name).ShouldBeEmpty();

        var pages = fields.Where(field => field.Field.FindArgument("first") is not null);
        pages.Where(page => !Slices(page.Field).Contains("first")).Select(page => page.Name).ShouldBeEmpty();
    }

    private static AppliedDirective? SizeOf(FieldDefinition field) =>
        field.Directives.FirstOrDefault(directive => directive.Name == "listSize");

    private static IEnumerable<object?> Slices(FieldDefinition field) =>
        SizeOf(field)?.Arguments.GetValueOrDefault("slicingArguments") as IEnumerable<object?> ?? [];

    private static bool IsBuiltIn(NamedType type) =>
        type.Name.StartsWith("__", StringComparison.Ordinal)
        || type.Name is "Int" or "Float" or "String" or "Boolean" or "ID";

    private static IEnumerable<string> Silent(NamedType type)
    {
        var members = type switch
        {
            FieldsType fields => fields.Fields.SelectMany(field =>
                field
                    .Arguments.Select(argument => ($"{field.Name}({argument.Name})", argument.Description))
                    .Prepend((field.Name, field.Description))
            ),
            InputObjectType input => input.Fields.Select(field => (field.Name, field.Description)),
            EnumType values => values.Values.Select(value => (value.Name, value.Description)),
            _ => [],
        };
        return members
            .Where(member => string.IsNullOrWhiteSpace(member.Item2))
            .Select(member => $"{type.Name}.{member.Item1}")
            .Concat(string.IsNullOrWhiteSpace(type.Description) ? [type.Name] : []);
    }
}
