namespace Emergency.Server.Infrastructure.Answers;

/// <summary>It is so; there is nothing more to say.</summary>
internal sealed record Done;
