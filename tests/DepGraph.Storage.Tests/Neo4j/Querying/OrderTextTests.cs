using System.Text;
using DepGraph.Storage.Neo4j.Querying;
using DepGraph.Storage.Querying;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Storage.Tests.Neo4j.Querying;

public sealed class OrderTextTests
{
    private static readonly Gen<string> Texts =
        from runes in Gen.Elements(
                0x00,
                0x25,
                0x61,
                0x62,
                0xE9,
                0xFFF,
                0x1000,
                0xD7FE,
                0xD7FF,
                0xE000,
                0xFFFD,
                0xFFFF,
                0x10000,
                0x1F600,
                0x10FFFF
            )
            .ListOf()
        select string.Concat(runes.Select(rune => new Rune(rune).ToString()));

    [Fact]
    public void Its_order_by_code_unit_and_by_code_point_is_the_texts_by_code_point() =>
        Prop.ForAll(
                (from one in Texts from other in Texts select (one, other)).ToArbitrary(),
                pair =>
                {
                    var expected = Math.Sign(FieldValue.Of(pair.one).CompareTo(FieldValue.Of(pair.other)));
                    var (left, right) = (OrderText.Of(pair.one), OrderText.Of(pair.other));
                    return Math.Sign(string.CompareOrdinal(left, right)) == expected
                        && Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right))
                            is var bytes
                        && Math.Sign(bytes) == expected;
                }
            )
            .Check(PropertyRun.Of(2000));

    [Theory]
    [InlineData("")]
    [InlineData("express@^4.21.2 || >=5")]
    [InlineData("日本語")]
    public void What_people_write_stays_as_it_is(string text) => OrderText.Of(text).ShouldBeSameAs(text);
}
