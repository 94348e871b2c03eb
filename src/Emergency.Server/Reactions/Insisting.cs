using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Reactions;

/// <summary>Sends for the server's own senders until there is an answer: what is busy, stopped or full is tried again after 0.1 s … 10 s, never skipped.</summary>
public sealed partial class Insisting(Sending sending, TimeProvider clock, Realms realms, ILogger<Insisting> log)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100), Longest = TimeSpan.FromSeconds(10);

    /// <summary>The answer: accepted or refused. Throws <see cref="OperationCanceledException"/> when told to stop.</summary>
    public async Task<Sent> Send(string sender, string key, EntityId to, Command command, Position? causedBy, CancellationToken stop)
    {
        var id = Derived.Command(sender, key);
        // Not over the command: a second holder of the duty, or a later try, says the same thing at another time.
        var digest = Derived.Digest(sender, key, to.ToString());
        for (var wait = First; ; wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
            var sent = await sending.Send(sender, to, command, id, digest, realms.Now(to.Realm, clock.GetUtcNow()), causedBy, stop);
            if (sent.Problem?.Code is not ("engine.busy" or "engine.stopped" or EngineCodes.Full)) return sent;
            Again(log, sender, to.Kind, sent.Problem.Code, wait);
            await Task.Delay(sent.RetryAfter > wait ? sent.RetryAfter.Value : wait, clock, stop);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Sender} tries a {Kind} again: {Code}, in {Wait}")]
    private static partial void Again(ILogger log, string sender, string kind, string code, TimeSpan wait);
}
