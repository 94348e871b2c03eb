namespace Emergency.Server.Infrastructure.Answers;

/// <summary>The answer to a write: what it is about or made, and the position to read after.</summary>
internal sealed record Recorded(Guid Id, long Position);
