using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Dispatch;

/// <summary>The answer to a sender: accepted at a position, or the problem.</summary>
/// <param name="Sequence">Sequence number of the command's last event within its entity.</param>
internal sealed record Sent(Position Position, Problem? Problem = null, TimeSpan? RetryAfter = null, long Sequence = 0)
{
    public bool Accepted => Problem is null;

    /// <summary>The answer over HTTP: the value with its position, or the problem.</summary>
    public Outcome<T> With<T>(T value, int status = StatusCodes.Status200OK) =>
        Problem is null ? new Outcome<T>(value, Position, status) : Outcome<T>.FromProblem(Problem, RetryAfter);
}

/// <summary>
/// The only way in for HTTP, hotline, reaction and clock: checks the permission, fills in the deadlines in force, makes the envelope, sends
/// it, and turns the reply into a position or problem. It depends on no noun.
/// </summary>
/// <param name="folding">Null for console commands and tests that follow no feed: the table's values hold.</param>
internal sealed class Sending(IEntities entities, Folding? folding = null)
{
    /// <summary>Sends for people: <paramref name="make"/> gets the person who acts, in the role that allows it.</summary>
    /// <param name="assigned">Tells whether the asker is alerted or assigned to just this thing.</param>
    public async ValueTask<Sent> Send(
        Asked asked,
        Permission permission,
        Place place,
        EntityId to,
        Func<By, Command> make,
        Func<bool>? assigned = null,
        CancellationToken stop = default
    )
    {
        var (grant, problem) = asked.Allow(permission, place, assigned);
        if (grant is null)
            return new Sent(Position.Start, problem);
        var meta = new Meta(
            asked.CommandId,
            asked.Digest,
            asked.Account.Key,
            grant.Role.ToString(),
            grant.Scope.ToString(),
            null,
            asked.Now,
            null
        );
        return Told(await entities.Send(to, Now(make(asked.By(grant.Role))), meta, stop));
    }

    /// <summary>Sends for the server's own senders (hotline, reaction, clock, import): the sender's name stands for the account.</summary>
    public async ValueTask<Sent> Send(
        string sender,
        EntityId to,
        Command command,
        Guid commandId,
        string digest,
        DateTimeOffset at,
        Position? causedBy = null,
        CancellationToken stop = default
    ) => Told(await entities.Send(to, Now(command), new Meta(commandId, digest, sender, "", "", null, at, causedBy), stop));

    private Command Now(Command command) =>
        folding?.Now.InForce is { } now && now != command.InForce ? command with { InForce = now } : command;

    private static Sent Told(Reply reply) =>
        reply switch
        {
            Reply.Accepted accepted => new Sent(accepted.Position, Sequence: accepted.Sequence),
            Reply.Refused refused => new Sent(Position.Start, new Problem(refused.Refusal.Code, refused.Refusal.Arguments)),
            Reply.Busy busy => new Sent(Position.Start, new Problem("engine.busy", []), busy.RetryAfter),
            Reply.Broken => new Sent(Position.Start, new Problem(Insisting.Broken, [])),
            Reply.Stopped => new Sent(Position.Start, new Problem("engine.stopped", [])),
            _ => throw new Unforeseen(reply),
        };
}
