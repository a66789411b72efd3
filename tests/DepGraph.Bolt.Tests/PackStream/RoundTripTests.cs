using DepGraph.Bolt.PackStream;
using DepGraph.Bolt.PackStream.Chunks;
using DepGraph.Bolt.Tests.PackStream.Chunks;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Bolt.Tests.PackStream;

public class RoundTripTests
{
    [Fact]
    public void Parameters_come_back_as_they_were() =>
        Check(Values.Parameters, value => SameValue.Check(value, Packed.Value(Packed.Value(value))));

    [Fact]
    public void Results_of_Bolt_5_come_back_as_they_were() =>
        Check(Values.Results(elementIds: true), value => SameValue.Check(value, Packed.Value(EntityBytes.Of(value))));

    /// <summary>A time that a zone has twice may come back as the other one: the bytes are the same.</summary>
    [Fact]
    public void Results_of_Bolt_4_come_back_as_the_same_bytes() =>
        Check(
            Values.Results(elementIds: false),
            value =>
            {
                var bytes = EntityBytes.Of(value, elementIds: false);
                EntityBytes.Of(Packed.Value(bytes), elementIds: false).ShouldBe(bytes);
            }
        );

    [Fact]
    public void Skipping_passes_over_any_value() =>
        Check(
            Values.Results(elementIds: true),
            value =>
            {
                var reader = new PackStreamReader([.. EntityBytes.Of(value), 0x2A]);
                reader.Skip();
                reader.ReadInteger().ShouldBe(42);
            }
        );

    [Fact]
    public void Values_come_back_through_chunks_and_pieces() =>
        Check(
            Values.Parameters.Zip(Gen.Choose(0, int.MaxValue)),
            async ((object? Value, int Seed) each) =>
            {
                var chunks = new ChunkWriter();
                new PackStreamWriter(chunks).WriteValue(each.Value);
                chunks.EndMessage();
                var pieces = Chunked.Pieces(chunks.Pending.ToArray(), new Random(each.Seed));
                var reader = new ChunkReader(new PieceStream(pieces));
                (await reader.ReadAsync()).ShouldBeTrue();
                SameValue.Check(each.Value, Packed.Value(reader.Message.ToArray()));
            }
        );

    private static void Check<T>(Gen<T> values, Action<T> check) =>
        Prop.ForAll(values.ToArbitrary(), check).Check(PropertyRun.Of(500));

    private static void Check<T>(Gen<T> values, Func<T, Task> check) =>
        Prop.ForAll(values.ToArbitrary(), check).Check(PropertyRun.Of(200));
}
