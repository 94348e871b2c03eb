using System.Collections.Concurrent;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Foundation;

namespace Emergency.Server.Infrastructure.Dispatch;

/// <summary>
/// Sends for the server's own senders until there is an answer: a busy, stopped or full entity is tried again after 0.1 s … 10 s, never
/// skipped. A command that its entity cannot take because this program cannot read it is put aside and shown in health, and its sender goes
/// on with the others.
/// </summary>
internal sealed partial class Insisting(Sending sending, TimeProvider clock, Realms realms, ILogger<Insisting> log)
{
    /// <summary>The problem of a command that was put aside.</summary>
    public const string Broken = "engine.broken";

    private readonly ConcurrentDictionary<Guid, string> _parked = new();

    /// <summary>
    /// Commands put aside since the program began, as "sender: kind of entity", once each. The next program that starts sends them again.
    /// </summary>
    public IReadOnlyList<string> Parked => [.. _parked.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100),
        Longest = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Sends and returns the answer: accepted, refused, or put aside (<see cref="Broken"/>). Throws
    /// <see cref="OperationCanceledException"/> when told to stop.
    /// </summary>
    public async Task<Sent> Send(string sender, string key, EntityId to, Command command, Position? causedBy, CancellationToken stop)
    {
        var id = Derived.Command(sender, key);
        // The digest leaves out the command: a second holder of the duty, or a later try, sends the same with another time in it.
        var digest = Derived.Digest(sender, key, to.ToString());
        return await Until(
            sender,
            to.Kind,
            async () =>
            {
                var sent = await sending.Send(sender, to, command, id, digest, realms.Now(to.Realm, clock.GetUtcNow()), causedBy, stop);
                if (sent.Problem?.Code == Broken)
                    PutAside(id, sender, to);
                return sent;
            },
            stop
        );
    }

    /// <summary>Acts until there is an answer. The act is the same each time, so that a repetition is recognised.</summary>
    public async Task<Told<T>> Until<T>(string sender, string what, Func<Task<Told<T>>> act, CancellationToken stop)
        where T : class
    {
        Told<T>? told = null;
        await Until(sender, what, async () => (told = await act()).Sent, stop);
        return told!;
    }

    private async Task<Sent> Until(string sender, string what, Func<Task<Sent>> act, CancellationToken stop)
    {
        for (var wait = First; ; wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
            var sent = await act();
            if (sent.Problem?.Code is not ("engine.busy" or "engine.stopped" or EngineCodes.Full))
                return sent;
            Again(log, sender, what, sent.Problem.Code, wait);
            await Task.Delay(sent.RetryAfter > wait ? sent.RetryAfter.Value : wait, clock, stop);
        }
    }

    private void PutAside(Guid id, string sender, EntityId to)
    {
        if (_parked.TryAdd(id, $"{sender}: {to.Kind}"))
            Aside(log, sender, to.ToString());
    }

    [LoggerMessage(LogLevel.Error, "{Sender} cannot reach {Entity}, which this program cannot read; the command is put aside")]
    private static partial void Aside(ILogger log, string sender, string entity);

    [LoggerMessage(LogLevel.Warning, "{Sender} tries a {Kind} again: {Code}, in {Wait}")]
    private static partial void Again(ILogger log, string sender, string kind, string code, TimeSpan wait);
}
