using DepGraph.Bolt.PackStream;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Bolt.Tests.PackStream;

public class GarbledBytesTests
{
    /// <summary>What a value of one byte may cost as an object, and what an exception and its text may.</summary>
    private const long BytesPerByte = 100;

    private const long BytesForAnError = 100_000;

    private static readonly Reading<object?>[] Members =
    [
        (ref reader) => reader.ReadValue(),
        (ref reader) => Skip(ref reader),
        (ref reader) => reader.ReadNode(),
        (ref reader) => reader.ReadRelationship(),
        (ref reader) => reader.ReadPath(),
        (ref reader) => reader.ReadZonedDateTime(),
        (ref reader) => reader.ReadPoint(),
        (ref reader) => reader.ReadString(),
        (ref reader) => reader.ReadBytes(),
    ];

    [Fact]
    public void Spoiled_bytes_are_refused_or_are_a_value_like_any_other()
    {
        foreach (var seed in FuzzRun.Seeds(usualCount: 3_000))
        {
            var value = Values.Results(seed % 2 == 0).Sample(1, PropertyRun.RandomOf(seed), 30).Single();
            var bytes = Spoil(EntityBytes.Of(value, elementIds: seed % 2 == 0), new Random(seed));
            Check(bytes, $"seed {seed}: {Convert.ToHexString(bytes)}");
        }
    }

    [Fact]
    public void Random_bytes_are_refused_or_are_a_value_like_any_other()
    {
        foreach (var seed in FuzzRun.Seeds(usualCount: 5_000))
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0)
            {
                // Mostly containers: they nest.
                for (var i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = random.Next(3) == 0 ? bytes[i] : (byte)(0x90 + bytes[i] % 0x30);
                }
            }

            Check(bytes, $"seed {seed}: {Convert.ToHexString(bytes)}");
        }
    }

    private static void Check(byte[] bytes, string place)
    {
        foreach (var member in Members)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var reader = new PackStreamReader(bytes);
            object? value = null;
            try
            {
                value = member(ref reader);
                reader.Offset.ShouldBeInRange(1, bytes.Length, place);
            }
            catch (PackStreamException e)
            {
                e.Offset.ShouldBeInRange(0, bytes.Length, place);
            }
            catch (Exception e) when (e is not ShouldAssertException)
            {
                throw new InvalidOperationException(place, e);
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            allocated.ShouldBeLessThan(BytesForAnError + BytesPerByte * bytes.Length, place);
            value?.ToString().ShouldNotBeNull(place);
        }
    }

    private static byte[] Spoil(byte[] bytes, Random random)
    {
        var spoiled = bytes.ToList();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(spoiled.Count + 1);
            var length = Math.Min(random.Next(random.Next(5) == 0 ? 40 : 4), spoiled.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    spoiled.RemoveRange(at, length);
                    break;
                case 1:
                    spoiled.InsertRange(at, spoiled.GetRange(at, length));
                    break;
                case 2:
                    spoiled.RemoveRange(at, spoiled.Count - at);
                    break;
                case 3:
                    spoiled.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    if (length > 0)
                    {
                        spoiled[at] ^= (byte)(1 << random.Next(8));
                    }

                    break;
            }
        }

        return [.. spoiled];
    }

    private static object? Skip(ref PackStreamReader reader)
    {
        reader.Skip();
        return null;
    }
}
