namespace DepGraph.Storage;

/// <summary>What every store asks of a <see cref="HeadWrite"/>.</summary>
internal static class HeadWriteRules
{
    /// <exception cref="ArgumentException">The write contradicts itself.</exception>
    public static void Check(HeadWrite write)
    {
        if (write.Head is { } head && head.Name != write.Name)
            throw new ArgumentException($"A write of {write.Name} carries the head of {head.Name}.");
        if (write.Details is not null && write.Full is null)
            throw new ArgumentException($"A write of {write.Name} carries details without the full document's state.");
        foreach (var index in write.Answered)
        {
            if (write.Head is null || index < 0 || index >= write.Head.Count)
                throw new ArgumentException($"A write of {write.Name} names version {index}, which its head has not.");
        }
    }
}
