namespace Emergency.Server.Infrastructure.Answers;

/// <summary>The answer to a write: id of the thing changed or made, and the position to read after.</summary>
internal sealed record Recorded(Guid Id, long Position);
