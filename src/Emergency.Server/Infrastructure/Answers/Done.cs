namespace Emergency.Server.Infrastructure.Answers;

/// <summary>The answer to an act that says only that it is done.</summary>
internal sealed record Done;
