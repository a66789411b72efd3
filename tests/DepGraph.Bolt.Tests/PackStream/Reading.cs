using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Tests.PackStream;

internal delegate T Reading<out T>(ref PackStreamReader reader);
