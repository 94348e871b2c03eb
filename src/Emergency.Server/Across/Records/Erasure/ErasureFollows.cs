using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Cases;
using Emergency.Domain.Incidents;
using Emergency.Domain.People;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Erasure;

/// <summary>
/// Keeps keys and journal consistent on every node: people erased in the journal lose their keys (after a server killed in between, or in
/// another node's memory), and a journal restored from before an erasure gets it again.
/// </summary>
internal sealed class ErasureFollows(Folding folding, IFeed feed, Keyring keys, Destroying destroying, Insisting insisting)
    : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = (await folding.At(await feed.Head(stoppingToken), Timeout.InfiniteTimeSpan, stoppingToken))!;
        var kept = keys.Store.Erased();
        await TellAgain(kept, known, stoppingToken);
        var done = kept.Select(one => one.Id).ToHashSet();
        for (ErasuresKnown? seen = null; ; known = await folding.At(new(known.At.Value + 1), Often, stoppingToken) ?? folding.Now)
        {
            if (known.TryOf<ErasuresKnown>() is not { } erased || ReferenceEquals(erased, seen))
                continue;
            foreach (var (of, told) in erased.Told.Values)
                if (done.Add(told.Subject))
                    await destroying.Erase(Erasing.Entry(of, told), stoppingToken);
            seen = erased;
        }
    }

    private async Task TellAgain(IReadOnlyList<ErasedPerson> kept, Known known, CancellationToken stop)
    {
        if (known.TryOf<ErasuresKnown>() is not { } erasures)
            return;
        foreach (var one in kept)
            if (!erasures.Told.ContainsKey(one.Id))
                await insisting.Send("erasure", $"{one.Id}\n{known.At.Value}", EntityId.Parse(one.Stream), Again(one), null, stop);
    }

    /// <summary>The command that erases the subject once more.</summary>
    internal static Command Again(ErasedPerson one)
    {
        switch (EntityId.Parse(one.Stream).Kind)
        {
            case "account":
                var account = Told<AccountErased>(one);
                return new EraseAccount(account.Basis, account.Keys, account.By, account.At, Again: true);
            case "team":
                var member = Told<MemberErased>(one);
                return new EraseMember(member.Member, member.Basis, member.Keys, member.By, member.At, Again: true);
            case "doors":
                var visitor = Told<VisitorErased>(one);
                return new EraseVisitor(
                    visitor.Incident,
                    visitor.Community,
                    visitor.Person,
                    visitor.Basis,
                    visitor.Keys,
                    visitor.By,
                    visitor.At,
                    Again: true
                );
            case "case":
                var waiting = Told<CaseCallersErased>(one);
                return new EraseCaseCallers(waiting.Incident, waiting.Basis, waiting.Keys, waiting.By, waiting.At, Again: true);
            case "incident":
                var callers = Told<CallersErased>(one);
                return new EraseCallers(callers.Basis, callers.Keys, callers.By, callers.At, Again: true);
            default:
                var person = Told<PersonErased>(one);
                return new ErasePerson(
                    person.Person,
                    person.Tombstone,
                    person.Basis,
                    person.Keys,
                    person.Home,
                    [],
                    [],
                    person.By,
                    person.At
                );
        }
    }

    private static T Told<T>(ErasedPerson one)
        where T : IErasure => JsonSerializer.Deserialize<T>(one.Event, Json.Options)!;
}
