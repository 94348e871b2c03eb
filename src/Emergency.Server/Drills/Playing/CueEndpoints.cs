using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Drills.Playing;

/// <summary>What players are told in a drill by message, telephone or word of mouth; with ?realm= of a drill only.</summary>
public static class CueEndpoints
{
    public static RouteGroupBuilder MapCues(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/cues").WithTags("drills");
        routes.MapGet("/", List).Needs(Permissions.CueRead);
        routes.MapPost("/{cueId:guid}/read", Read).Needs(Permissions.CueRead);
        routes.MapPost("/{cueId:guid}/answer", Answer).Needs(Permissions.CueRead);
        return api;
    }

    /// <summary>What one was told oneself, the newest first.</summary>
    public static Outcome<CuesShown> List(Asked asked, Known known)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(known);
        var own = known.Of<CuesKnown>(asked.Realm).All.Where(cue => cue.State.Facts!.To.Contains(asked.Account)).Reverse();
        return new Outcome<CuesShown>(new([.. own.Select(cue => CueLight.Of(cue, asked.Account))], known.At.Value), known.At);
    }

    /// <summary>Says that one has read it; a call that rings must be answered first.</summary>
    public static Task<Outcome<Recorded>> Read(Guid cueId, Asked asked, CueSight sight, Sending sending, CancellationToken stop) => Act(cueId, asked, sight, sending, by => new ReadCue(by, asked.Now), stop);

    /// <summary>接听 of a played call: the first who does has it.</summary>
    public static Task<Outcome<Recorded>> Answer(Guid cueId, Asked asked, CueSight sight, Sending sending, CancellationToken stop) => Act(cueId, asked, sight, sending, by => new AnswerCue(by, asked.Now), stop);

    private static async Task<Outcome<Recorded>> Act(Guid id, Asked asked, CueSight sight, Sending sending, Func<By, Command> make, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(sight);
        ArgumentNullException.ThrowIfNull(sending);
        var (cue, known) = await sight.Find(asked, id, stop);
        if (cue is null || known.Of<DrillsKnown>().OfRealm(asked.Realm) is not { } drill) return Problem.NotFound;
        // Whom it is for belongs to one of its communities, in whatever grid.
        var place = drill.Facts.Communities.Select(code => new Place(code)).First(place => asked.Grants.Any(grant => new Scope(grant.Scope.Division).Covers(place)));
        var sent = await sending.Send(asked, Permissions.CueRead, place, Entities.Cue(asked.Realm, cue.Id), make, () => true, stop);
        return sent.With(new Recorded(id, sent.Position.Value));
    }
}

/// <summary>Finds a cue that is for the asker; the views are waited for before "unknown" is said.</summary>
public sealed class CueSight(Folding folding)
{
    public async ValueTask<(CueKnown? Cue, Known Known)> Find(Asked asked, Guid id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var known = await folding.With(known => known.Of<CuesKnown>(asked.Realm).Find(new(id)) is not null, stop);
        return (known.Of<CuesKnown>(asked.Realm).Find(new(id)) is { } found && found.State.Facts!.To.Contains(asked.Account) ? found : null, known);
    }
}

/// <summary>What somebody was told in a drill, the newest first.</summary>
public sealed record CuesShown(IReadOnlyList<CueLight> Items, long Position);
