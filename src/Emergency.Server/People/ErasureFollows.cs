using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Engine;
using Emergency.Server.People.Keys;
using Emergency.Server.Reactions;
using Emergency.Server.Views;

namespace Emergency.Server.People;

/// <summary>Keeps keys and journal of one mind on every node: whom the journal calls erased loses the keys (a server killed in between, another node's memory), and a journal put back from before the erasure is told of it again.</summary>
public sealed class ErasureFollows(Folding folding, IFeed feed, Keyring keys, Insisting insisting) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = (await folding.At(await feed.Head(stoppingToken), Timeout.InfiniteTimeSpan, stoppingToken))!;
        var kept = keys.Store.Erased();
        await TellAgain(kept, known, stoppingToken);
        var done = kept.Select(one => new PersonId(one.Id)).ToHashSet();
        for (TombstonesKnown? seen = null; ; known = await folding.At(new(known.At.Value + 1), Often, stoppingToken) ?? folding.Now)
        {
            if (known.TryOf<ResidentsKnown>()?.Erased is not { } erased || ReferenceEquals(erased, seen)) continue;
            foreach (var (register, told) in erased.Told.Values)
                if (done.Add(told.Person)) await keys.Erase(Erasing.Entry(register, told), stoppingToken);
            seen = erased;
        }
    }

    private async Task TellAgain(IReadOnlyList<ErasedPerson> kept, Known known, CancellationToken stop)
    {
        if (known.TryOf<ResidentsKnown>() is not { } residents) return;
        foreach (var one in kept)
        {
            var told = JsonSerializer.Deserialize<PersonErased>(one.Event, Json.Options)!;
            if (residents.Erased.Hold(told.Person)) continue;
            await insisting.Send("erasure", $"{one.Id}\n{known.At.Value}", EntityId.Parse(one.Stream), new ErasePerson(told.Person, told.Tombstone, told.Basis, told.Keys, told.Home, [], [], told.By, told.At), null, stop);
        }
    }
}
