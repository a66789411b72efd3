using System.Text;
using System.Text.Json;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Response;
using DepGraph.GraphQL.Types;
using DepGraph.GraphQL.Types.Building;

namespace DepGraph.GraphQL.Tests.Types;

public sealed class BuiltInScalarTests
{
    private static readonly Schema Schema = SchemaBuilder.Build(
        "type Query { i: Int f: Float s: String b: Boolean id: ID }"
    );

    [Theory]
    [InlineData("Int", "0", 0)]
    [InlineData("Int", "2147483647", int.MaxValue)]
    [InlineData("Int", "-2147483648", int.MinValue)]
    [InlineData("Float", "1", 1.0)]
    [InlineData("Float", "-1.5e3", -1500.0)]
    [InlineData("String", "\"a\"", "a")]
    [InlineData("String", "\"\"\"a\"\"\"", "a")]
    [InlineData("Boolean", "true", true)]
    [InlineData("ID", "\"a\"", "a")]
    [InlineData("ID", "12345678901234567890", "12345678901234567890")]
    public void Literals_are_coerced(string type, string literal, object expected)
    {
        Find(type).TryCoerceLiteral(Parser.ParseValue(literal), null, out var value, out _).ShouldBeTrue();
        value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("Int", "2147483648", "Int cannot represent non 32-bit signed integer value: 2147483648")]
    [InlineData("Int", "1.0", "Int cannot represent non-integer value: 1.0")]
    [InlineData("Int", "\"1\"", "Int cannot represent non-integer value: \"1\"")]
    [InlineData("Float", "\"1\"", "Float cannot represent non numeric value: \"1\"")]
    [InlineData("Float", "1e999", "Float cannot represent a value beyond double precision: 1e999")]
    [InlineData("String", "1", "String cannot represent a non string value: 1")]
    [InlineData("String", "RED", "String cannot represent a non string value: RED")]
    [InlineData("Boolean", "1", "Boolean cannot represent a non boolean value: 1")]
    [InlineData("ID", "1.5", "ID cannot represent a non-string and non-integer value: 1.5")]
    [InlineData("ID", "true", "ID cannot represent a non-string and non-integer value: true")]
    public void Other_literals_are_refused(string type, string literal, string message)
    {
        Find(type).TryCoerceLiteral(Parser.ParseValue(literal), null, out var value, out var error).ShouldBeFalse();
        value.ShouldBeNull();
        error.ShouldBe(message);
    }

    [Theory]
    [InlineData("Int", "7", 7)]
    [InlineData("Int", "7.0", 7)]
    [InlineData("Int", "1e3", 1000)]
    [InlineData("Float", "7", 7.0)]
    [InlineData("Float", "7.25", 7.25)]
    [InlineData("String", "\"\\u0041\\ud83d\\ude00\"", "A😀")]
    [InlineData("Boolean", "false", false)]
    [InlineData("ID", "\"a\"", "a")]
    [InlineData("ID", "42", "42")]
    [InlineData("ID", "42.0", "42")]
    [InlineData("ID", "123456789012345678901234567890", "123456789012345678901234567890")]
    public void JSON_is_coerced(string type, string json, object expected)
    {
        Find(type).TryCoerceInput(Json(json), out var value, out _).ShouldBeTrue();
        value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("Int", "1.5")]
    [InlineData("Int", "2147483648")]
    [InlineData("Int", "1e400")]
    [InlineData("Int", "\"1\"")]
    [InlineData("Int", "true")]
    [InlineData("Int", "[1]")]
    [InlineData("Float", "\"1\"")]
    [InlineData("Float", "1e400")]
    [InlineData("String", "1")]
    [InlineData("String", "{}")]
    [InlineData("String", "\"\\ud83d\"")]
    [InlineData("Boolean", "0")]
    [InlineData("Boolean", "\"true\"")]
    [InlineData("ID", "1.5")]
    [InlineData("ID", "1e400")]
    [InlineData("ID", "false")]
    public void Other_JSON_is_refused_with_a_reason(string type, string json)
    {
        Find(type).TryCoerceInput(Json(json), out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldStartWith(type);
    }

    [Theory]
    [InlineData("Int", 5, "5")]
    [InlineData("Int", 5L, "5")]
    [InlineData("Int", 5.0, "5")]
    [InlineData("Float", 5, "5")]
    [InlineData("Float", 0.1, "0.1")]
    [InlineData("String", "a\"b", "\"a\\u0022b\"")]
    [InlineData("Boolean", true, "true")]
    [InlineData("ID", "a", "\"a\"")]
    [InlineData("ID", 7L, "\"7\"")]
    public void Results_are_written_as_JSON(string type, object value, string json)
    {
        Write(type, value, out var written).ShouldBeTrue();
        JsonElement.DeepEquals(Json(written), Json(json)).ShouldBeTrue(written);
    }

    [Theory]
    [InlineData("Int", 3_000_000_000L)]
    [InlineData("Int", 1.5)]
    [InlineData("Int", "1")]
    [InlineData("Float", double.NaN)]
    [InlineData("Float", double.PositiveInfinity)]
    [InlineData("Float", "1")]
    [InlineData("String", 1)]
    [InlineData("Boolean", 1)]
    [InlineData("ID", 1.5)]
    public void Results_that_do_not_fit_write_nothing(string type, object value)
    {
        Write(type, value, out var written).ShouldBeFalse();
        written.ShouldBeEmpty();
    }

    private static bool Write(string type, object value, out string written)
    {
        using var writer = new ResponseWriter();
        var isWritten = Find(type).TryWrite(writer, value, out var error);
        (error is null).ShouldBe(isWritten);
        written = Encoding.UTF8.GetString(writer.Written(0, writer.Position).Span);
        return isWritten;
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static ScalarType Find(string name) =>
        Schema.TryGetType(name, out var type) ? (ScalarType)type : throw new KeyNotFoundException(name);
}
