using Emergency.Engine;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;

namespace Emergency.Server.Infrastructure.Dispatch;

/// <summary>
/// The result of an act for its sender: a person over HTTP, or one of the server's own senders, which tries again
/// (<see cref="Insisting.Until{T}"/>).
/// </summary>
/// <param name="Value">Null where the act was not accepted.</param>
internal sealed record Told<T>(T? Value, Sent Sent)
    where T : class
{
    public static implicit operator Told<T>(Problem problem) => new(null, new Sent(Position.Start, problem));

    /// <summary>The answer over HTTP.</summary>
    public Outcome<T> Answer(int status) => Sent.With(Value!, status);
}
