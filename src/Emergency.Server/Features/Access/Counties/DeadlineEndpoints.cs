using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Counties;

/// <summary>时限 of a county: the limits by which things are late, over or near, and the county's own values.</summary>
internal static class DeadlineEndpoints
{
    private const int CountyDigits = 6;

    public static RouteGroupBuilder MapDeadlines(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/counties/{county}/deadlines").WithTags("counties");
        routes.MapGet("/", Read).Needs(DeadlinePermissions.Read);
        routes.MapPost("/{deadline}", Set).Needs(DeadlinePermissions.Set).Produces<DeadlineWaits>(StatusCodes.Status202Accepted);
        routes.MapPost("/{deadline}/back", SetBack).Needs(DeadlinePermissions.Set).Produces<DeadlineWaits>(StatusCodes.Status202Accepted);
        return api;
    }

    /// <summary>All deadlines with the value in force, the table's value, the range and the source of the figure; and each own setting with its reason and both people.</summary>
    public static Outcome<DeadlinesShown> Read(string county, Asked asked, Known known, ISealing sealing)
    {
        if (Beyond(asked, DeadlinePermissions.Read, county) is { } beyond)
            return beyond;
        var (state, waiting) = (known.Of<DeadlinesKnown>().Of(county), known.Of<ConfirmationsKnown>());
        var items = Deadlines.All.Select(one =>
            DeadlineShown.Of(one, state, Waiting(waiting, county, one, asked.Now)?.Id, known.Of<AccountsKnown>(), sealing)
        );
        var maySet = asked.Allow(DeadlinePermissions.Set, new Place(county)).Problem is null;
        return new Outcome<DeadlinesShown>(
            new(county, known.Of<PlacesKnown>(Entities.Live).Name(county), [.. items], maySet, known.At.Value),
            known.At
        );
    }

    /// <summary>Asks for another value, with a reason; it is in force once a second person of the county has confirmed it.</summary>
    public static async Task<Outcome<DeadlineWaits>> Set(
        string county,
        string deadline,
        NewDeadline body,
        Asked asked,
        Known known,
        Confirming confirming,
        CancellationToken stop
    ) =>
        NewDeadline.Faults(body) is { Count: > 0 } faults
            ? Problem.Bad(faults)
            : await Ask(county, deadline, body.Value, body.Reason!, asked, known, confirming, stop);

    /// <summary>Asks for the table's value again; confirmed in the same way.</summary>
    public static async Task<Outcome<DeadlineWaits>> SetBack(
        string county,
        string deadline,
        DeadlineBack body,
        Asked asked,
        Known known,
        Confirming confirming,
        CancellationToken stop
    ) =>
        DeadlineBack.Faults(body) is { Count: > 0 } faults
            ? Problem.Bad(faults)
            : await Ask(county, deadline, null, body.Reason!, asked, known, confirming, stop);

    private static async Task<Outcome<DeadlineWaits>> Ask(
        string county,
        string deadline,
        int? value,
        string reason,
        Asked asked,
        Known known,
        Confirming confirming,
        CancellationToken stop
    )
    {
        if (Beyond(asked, DeadlinePermissions.Set, county) is { } beyond)
            return beyond;
        if (Deadlines.Find(deadline) is not { } of)
            return new Problem("deadline.unknown", []);
        var state = known.Of<DeadlinesKnown>().Of(county);
        if (!await confirming.HasAsked(asked, stop))
        {
            if (DeadlineAct.Against(state, of, value) is { } against)
                return against;
            if (state.Holds(of, value))
                return new Problem("deadline.same", []);
            if (Waiting(known.Of<ConfirmationsKnown>(), county, of, asked.Now) is not null)
                return new Problem(DeadlineAct.Waits, []);
        }
        var key = asked.NewId<ConfirmationId>().Value;
        var (waits, sent) = await confirming.Ask(
            asked,
            DeadlinePermissions.Set,
            new Place(county),
            DeadlineAct.Of(county, of),
            key,
            new DeadlineAsked(value, state.Value(of), reason.Trim()),
            stop
        );
        return sent.With(new DeadlineWaits(of.Code, waits.Confirmation, waits.Until, sent.Position.Value), StatusCodes.Status202Accepted);
    }

    /// <summary>Request for a deadline that is neither answered nor done yet.</summary>
    private static ConfirmationKnown? Waiting(ConfirmationsKnown all, string county, Deadline of, DateTimeOffset now) =>
        all
            .Waiting.Union(all.Confirmed)
            .Select(id => all.All[id])
            .FirstOrDefault(one => one.Act == DeadlineAct.Of(county, of) && (!one.Waits || one.State.Until > now));

    private static Problem? Beyond(Asked asked, Permission permission, string county) =>
        county.Length == CountyDigits && Divisions.IsCode(county) ? asked.Allow(permission, new Place(county)).Problem : Problem.NotFound;
}
