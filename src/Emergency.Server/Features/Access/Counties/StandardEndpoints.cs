using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Regulations;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Counties;

/// <summary>规则包 of a county: the regulations that apply, the duties in them, and the drafts that it has made its own standard.</summary>
internal static class StandardEndpoints
{
    private const int CountyDigits = 6;

    public static RouteGroupBuilder MapStandards(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/counties/{county}/packs").WithTags("packs");
        routes.MapGet("/", Read).Needs(StandardPermissions.Read);
        routes.MapPost("/{pack}/adopt", Adopt).Needs(StandardPermissions.Adopt).Produces<StandardWaits>(StatusCodes.Status202Accepted);
        routes.MapPost("/{pack}/drop", Drop).Needs(StandardPermissions.Adopt).Produces<StandardWaits>(StatusCodes.Status202Accepted);
        return api;
    }

    /// <summary>The rule packs that bind in a county, its own standards, and the drafts it can adopt, each with all its duties.</summary>
    public static Outcome<PacksShown> Read(string county, Asked asked, Known known, ISealing sealing, RulePacks packs)
    {
        if (county.Length != CountyDigits || !Divisions.IsCode(county))
            return Problem.NotFound;
        if (asked.Allow(StandardPermissions.Read, new Place(county)).Problem is { } problem)
            return problem;
        var (state, waiting) = (known.Of<StandardsKnown>().Of(county), known.Of<ConfirmationsKnown>());
        var items = packs
            .All.Where(pack => pack.IsOf(county) || pack.Status == PackStatus.Draft)
            .OrderBy(pack => pack.Status == PackStatus.Draft)
            .ThenBy(pack => pack.Region.Length)
            .Select(pack =>
                PackShown.Of(
                    pack,
                    county,
                    state.Find(pack.Id),
                    Waiting(waiting, county, pack, asked.Now)?.Id,
                    known.Of<AccountsKnown>(),
                    sealing
                )
            );
        var mayAdopt = asked.Allow(StandardPermissions.Adopt, new Place(county)).Problem is null;
        return new Outcome<PacksShown>(
            new(county, known.Of<PlacesKnown>(Entities.Live).Name(county), [.. items], mayAdopt, known.At.Value),
            known.At
        );
    }

    /// <summary>
    /// Asks to adopt a draft in the county, with a reason; it counts once a second person of the county has confirmed it.
    /// </summary>
    public static Task<Outcome<StandardWaits>> Adopt(
        string county,
        string pack,
        NewStandard body,
        Asked asked,
        Known known,
        Confirming confirming,
        RulePacks packs,
        CancellationToken stop
    ) => Ask(county, pack, body, false, asked, known, confirming, packs, stop);

    /// <summary>Asks to make an adopted standard a draft again; confirmed in the same way.</summary>
    public static Task<Outcome<StandardWaits>> Drop(
        string county,
        string pack,
        NewStandard body,
        Asked asked,
        Known known,
        Confirming confirming,
        RulePacks packs,
        CancellationToken stop
    ) => Ask(county, pack, body, true, asked, known, confirming, packs, stop);

    private static async Task<Outcome<StandardWaits>> Ask(
        string county,
        string id,
        NewStandard body,
        bool back,
        Asked asked,
        Known known,
        Confirming confirming,
        RulePacks packs,
        CancellationToken stop
    )
    {
        if (NewStandard.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (county.Length != CountyDigits || !Divisions.IsCode(county))
            return Problem.NotFound;
        if (asked.Allow(StandardPermissions.Adopt, new Place(county)).Problem is { } beyond)
            return beyond;
        if (packs.Find(id) is not { } pack)
            return new Problem("standard.unknown", []);
        if (!await confirming.HasAsked(asked, stop))
        {
            if (StandardAct.Against(known.Of<StandardsKnown>().Of(county), pack, pack.Version, back) is { } against)
                return against;
            if (Waiting(known.Of<ConfirmationsKnown>(), county, pack, asked.Now) is not null)
                return new Problem("standard.waits", []);
        }
        var (waits, sent) = await confirming.Ask(
            asked,
            StandardPermissions.Adopt,
            new Place(county),
            StandardAct.Of(county, pack),
            asked.NewId<ConfirmationId>().Value,
            new StandardAsked(pack.Version, back, body.Reason!.Trim()),
            stop
        );
        return sent.With(new StandardWaits(pack.Id, waits.Confirmation, waits.Until, sent.Position.Value), StatusCodes.Status202Accepted);
    }

    /// <summary>Request for a pack that is neither answered nor done yet.</summary>
    private static ConfirmationKnown? Waiting(ConfirmationsKnown all, string county, RulePack pack, DateTimeOffset now) =>
        all
            .Waiting.Union(all.Confirmed)
            .Select(id => all.All[id])
            .FirstOrDefault(one => one.Act == StandardAct.Of(county, pack) && (!one.Waits || one.State.Until > now));
}

/// <param name="MayAdopt">True when the asker can ask to adopt a draft.</param>
internal sealed record PacksShown(string County, string CountyName, IReadOnlyList<PackShown> Items, bool MayAdopt, long Position);

/// <summary>A rule pack in a county.</summary>
/// <param name="Name">Name of a county's own pack; null for a built-in one.</param>
/// <param name="Here">True when it binds here, or is a draft of this region.</param>
/// <param name="Adopted">Adoption of a draft here, with time and people; null where it is not adopted.</param>
/// <param name="Waiting">Request that waits for a second person.</param>
internal sealed record PackShown(
    string Id,
    string? Name,
    string Region,
    PackStatus Status,
    string Version,
    DateOnly? Since,
    string? TextDate,
    bool Here,
    IReadOnlyList<DutyRule> Duties,
    AdoptedShown? Adopted,
    ConfirmationId? Waiting
)
{
    internal static PackShown Of(
        RulePack pack,
        string county,
        AdoptedPack? adopted,
        ConfirmationId? waiting,
        AccountsKnown accounts,
        ISealing sealing
    ) =>
        new(
            pack.Id,
            pack.Name,
            pack.Region,
            pack.Status,
            pack.Version,
            pack.Since,
            pack.TextDate,
            pack.IsOf(county),
            pack.Duties,
            adopted is null
                ? null
                : new(
                    adopted.Version == pack.Version,
                    sealing.Open<FreeText>(adopted.Reason)?.Text,
                    adopted.By.Role,
                    accounts.Find(adopted.By.Account)?.Name,
                    adopted.ConfirmedBy.Role,
                    accounts.Find(adopted.ConfirmedBy.Account)?.Name,
                    adopted.At
                ),
            waiting
        );
}

/// <param name="Current">True when exactly this version of the draft was adopted.</param>
/// <param name="Account">Sign-in name of the account; null where it was erased.</param>
internal sealed record AdoptedShown(
    bool Current,
    string? Reason,
    Role By,
    string? Account,
    Role ConfirmedBy,
    string? ConfirmedByAccount,
    DateTimeOffset At
);

/// <summary>Reason, 1 to 200 characters.</summary>
internal sealed record NewStandard(string? Reason)
{
    public static IReadOnlyList<string> Faults(NewStandard body) => [.. Checks.Text(body.Reason, "$.reason", 200, needed: true)];
}

/// <summary>A request that waits for a second person, until a time.</summary>
internal sealed record StandardWaits(string Pack, ConfirmationId Confirmation, DateTimeOffset Until, long Position);
