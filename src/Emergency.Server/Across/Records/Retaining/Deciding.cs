using Emergency.Domain;
using Emergency.Domain.Retaining;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Retaining;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Retaining;

/// <summary>Records a decision about retained data. Its words are sealed under the key that is destroyed with the data.</summary>
internal sealed class Deciding(Folding folding, KeptThings things, Sending sending, ISealing sealing)
{
    /// <summary>True when the asker can decide about the data, or hold them: for all others they do not exist.</summary>
    public static bool Sees(Asked asked, KeptThing thing) => thing.May(asked, thing.Asks) || thing.May(asked, PeoplePermissions.PersonHold);

    public async Task<Outcome<KeptDecided>> Keep(Asked asked, Guid id, DateOnly until, string reason, CancellationToken stop)
    {
        var (thing, problem) = await Find(asked, id, one => one.Asks, stop);
        if (thing is null)
            return problem!;
        var why = await Seal(thing.Key, reason, stop);
        return await Send(asked, thing, thing.Asks, thing.Of, by => new KeepData(thing.Of, until, why, by, asked.Now), stop);
    }

    public async Task<Outcome<KeptDecided>> Archive(Asked asked, Guid id, string reason, CancellationToken stop)
    {
        var (thing, problem) = await Find(asked, id, one => one.Asks, stop);
        if (thing is null)
            return problem!;
        var why = await Seal(thing.Key, reason, stop);
        return await Send(asked, thing, thing.Asks, thing.Of, by => new ArchiveData(thing.Of, why, by, asked.Now), stop);
    }

    public async Task<Outcome<KeptDecided>> Hold(Asked asked, Guid id, DateOnly until, string reason, CancellationToken stop)
    {
        var (thing, problem) = await Find(asked, id, _ => PeoplePermissions.PersonHold, stop);
        if (thing is null)
            return problem!;
        var held = Held(thing);
        // A decision about an incident is sealed under the incident's key: it stays when callers and visitors are gone.
        var why = await Seal(held.Class == KeptClass.Incident ? Guid.Parse(held.Subject) : thing.Key, reason, stop);
        return await Send(asked, thing, PeoplePermissions.PersonHold, held, by => new HoldData(held, until, why, by, asked.Now), stop);
    }

    public async Task<Outcome<KeptDecided>> Free(Asked asked, Guid id, CancellationToken stop)
    {
        var (thing, problem) = await Find(asked, id, _ => PeoplePermissions.PersonHold, stop);
        return thing is null
            ? problem!
            : await Send(asked, thing, PeoplePermissions.PersonHold, Held(thing), by => new FreeData(Held(thing), by, asked.Now), stop);
    }

    private static KeptData Held(KeptThing thing)
    {
        var held = KeptKey.Of(thing.Of).Held;
        return thing.Of with { Class = held.Class, Subject = held.Subject };
    }

    private async ValueTask<(KeptThing? Thing, Problem? Problem)> Find(
        Asked asked,
        Guid id,
        Func<KeptThing, Permission> needed,
        CancellationToken stop
    )
    {
        var known = await folding.Newest(stop);
        if (things.All(known).FirstOrDefault(one => one.Id == id) is not { } thing || !Sees(asked, thing) || !things.Exists(thing, known))
            return (null, Problem.NotFound);
        return thing.May(asked, needed(thing)) ? (thing, null) : (null, Problem.NotYours(needed(thing)));
    }

    private async ValueTask<Sealed> Seal(Guid key, string reason, CancellationToken stop)
    {
        await sealing.Ensure([key], stop);
        return sealing.Seal(key, new FreeText(reason.Trim()));
    }

    private async Task<Outcome<KeptDecided>> Send(
        Asked asked,
        KeptThing thing,
        Permission needed,
        KeptData of,
        Func<By, RetentionCommand> make,
        CancellationToken stop
    )
    {
        var sent = await sending.Send(asked, needed, thing.Places[0], Entities.Retention(of), make, stop: stop);
        return sent.With(new KeptDecided(thing.Id, sent.Position.Value));
    }
}
