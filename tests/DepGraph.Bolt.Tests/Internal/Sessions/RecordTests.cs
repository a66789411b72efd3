using DepGraph.Bolt.Tests.PackStream;
using Record = DepGraph.Bolt.Internal.Sessions.Record;

namespace DepGraph.Bolt.Tests.Internal.Sessions;

public sealed class RecordTests
{
    private readonly IRecord record = new Record(
        ["name", "size", "gone"],
        Packed.Value(new object?[] { "left-pad", 42L, null })
    );

    [Fact]
    public void Values_are_found_by_place_and_by_name_in_any_order()
    {
        record[2].ShouldBeNull();
        record[0].ShouldBe("left-pad");
        record["size"].ShouldBe(42L);
        record["name"].ShouldBe("left-pad");
        record.Keys.ShouldBe(["name", "size", "gone"]);
    }

    [Fact]
    public void All_values_are_a_dictionary() =>
        record.Values.ShouldBe(
            new Dictionary<string, object?>
            {
                ["name"] = "left-pad",
                ["size"] = 42L,
                ["gone"] = null,
            }
        );

    [Fact]
    public void A_column_that_is_not_there_is_named_with_those_that_are()
    {
        var error = Should.Throw<KeyNotFoundException>(() => record["nope"]);
        error.Message.ShouldContain("nope");
        error.Message.ShouldContain("name, size, gone");
        Should.Throw<ArgumentOutOfRangeException>(() => record[3]);
        Should.Throw<ArgumentOutOfRangeException>(() => record[-1]);
    }

    [Fact]
    public void Values_are_converted_on_request()
    {
        record.Get<int>("size").ShouldBe(42);
        record.TryGet<int>("size", out var size).ShouldBeTrue();
        size.ShouldBe(42);
        record.TryGet<string>("gone", out _).ShouldBeFalse();
        record.TryGet<string>("nope", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_record_with_another_number_of_values_than_columns_is_refused() =>
        Should.Throw<ProtocolException>(() => new Record(["a", "b"], Packed.Value(new object?[] { 1L }))[0]);
}
