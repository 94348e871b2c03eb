using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Authorities;
using Emergency.Domain.Places;
using Emergency.Domain.Stock;
using Emergency.Server.Features.Authorities;
using Emergency.Server.Features.Stock;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Membership;

/// <summary>Leaving a duty desk: the keys of the street's own store go to somebody else first.</summary>
internal static class OfficerLeavingEndpoints
{
    public static RouteGroupBuilder MapOfficerLeaving(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/authorities/{authority}/duty/officers/{officer:guid}").WithTags("duty");
        routes.MapPost("/remove", Remove).Needs(DutyPermissions.Edit);
        return api;
    }

    /// <summary>Removes an officer from the desk; turns that have not ended are removed. If the officer has keys of the store, the body names who takes them: each lot is an act of its own.</summary>
    public static async Task<Outcome<Done>> Remove(string authority, Guid officer, NewOfficerLeaving? body, Act act)
    {
        var known = await act.Use<Folding>().Newest(act.Stop);
        var (seen, problem) = AuthoritySeen.FindOwn(known, act.Asked, DutyPermissions.Edit, authority);
        if (seen is null)
            return problem;
        var (leaves, takes, desk) = (new OfficerId(officer), body?.Keys, seen.Desk.State);
        if (new[] { leaves, takes ?? leaves }.FirstOrDefault(one => !desk.Officers.ContainsKey(one)) is var stranger && stranger != default)
            return Problem.Of(DutyDesk.UnknownOfficer, stranger.ToString());
        var kept = Kept(known, act, authority, leaves);
        if (kept.Count > 0 && (takes is null || takes == leaves))
            return new Problem(
                "desk.keeps-lots",
                [kept.Count.ToString(CultureInfo.InvariantCulture), string.Join('、', kept.Select(Text))]
            );
        foreach (var (n, lot) in kept.Index())
            if ((await Hand(act, n + 1, authority, lot, takes!.Value)).Problem is { } refused)
                return refused;
        var sent = await act.Send(DutyPermissions.Edit, new Place(authority), seen.Entity, by => new RemoveOfficer(leaves, by, act.Now));
        return sent.With(new Done());
    }

    private static List<Lot> Kept(Known known, Act act, string authority, OfficerId officer) =>
        [
            .. known
                .Of<SuppliesKnown>(act.Asked.Realm)
                .Of(authority)
                .Lots.Values.Where(lot => lot.Facts.Keeper?.Value == officer.Value)
                .OrderBy(lot => lot.Facts.Location, StringComparer.Ordinal)
                .ThenBy(lot => lot.Facts.Name, StringComparer.Ordinal),
        ];

    // The account that lets an officer go decides who takes over, even where it does not keep the store.
    private static ValueTask<Sent> Hand(Act act, int ordinal, string authority, Lot lot, OfficerId to) =>
        act.Use<Sending>()
            .Send(
                act.Asked.Next(ordinal),
                DutyPermissions.Edit,
                new Place(authority),
                Entities.Supplies(act.Asked.Realm, authority),
                by => new ChangeKeeper(lot.Facts.Id, new MemberId(to.Value), by, act.Now),
                stop: act.Stop
            );

    private static string Text(Lot lot) => $"{lot.Facts.Name} · {lot.Facts.Location}";
}

/// <param name="Keys">Officer of the desk who takes the keys of the store; needed only where the leaving one has some.</param>
internal sealed record NewOfficerLeaving(OfficerId? Keys = null);
