using Emergency.Domain;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Communities;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Teams;

/// <summary>Endpoints for a member's training, insurance, and issued equipment. Each act writes a single entry.</summary>
internal static class UpkeepEndpoints
{
    public static RouteGroupBuilder MapUpkeep(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/team/members/{member:guid}").WithTags("teams");
        routes.MapPost("/training", Train).Needs(TeamPermissions.Edit);
        routes.MapPost("/training/strike", Strike).Needs(TeamPermissions.Edit);
        routes.MapPost("/insurance", Insure).Needs(TeamPermissions.Edit);
        routes.MapPost("/equipment", Issue).Needs(TeamPermissions.Edit);
        routes.MapPost("/equipment/{thing:guid}/return", Return).Needs(TeamPermissions.Edit);
        return api;
    }

    /// <summary>Records a training or certificate with its day. The newest of a kind counts.</summary>
    public static Task<Outcome<Done>> Train(string code, Guid member, NewTraining body, Known known, Act act) =>
        Refused<Done>(NewTraining.Faults(body, Shanghai.Day(act.Now)))
        ?? On(code, known, act)
            .Done(async seen =>
            {
                var (id, text) = (new MemberId(member), body.What!.Trim());
                if (seen.Team().Members.GetValueOrDefault(id) is null)
                    return by => new NoteTraining(id, new("", body.Day!.Value, body.Until), by, act.Now);
                var words = await act.Seal(member, new FreeText(text));
                var (mark, same) = (act.Sealing.Mark(member, text), Same(seen, id, text, act.Sealing));
                var training = new Training(mark, body.Day!.Value, body.Until) { Text = same?.Text ?? words };
                return by => new NoteTraining(id, training, by, act.Now, same?.What == mark ? null : same?.What);
            });

    /// <summary>Removes a training that was noted by mistake.</summary>
    public static Task<Outcome<Done>> Strike(string code, Guid member, StruckTraining body, Known known, Act act) =>
        Refused<Done>(Checks.Text(body.What, "$.what", 40, needed: true))
        ?? On(code, known, act)
            .Done(seen =>
            {
                var what = Same(seen, new(member), body.What!.Trim(), act.Sealing)?.What ?? "";
                return ValueTask.FromResult<Func<By, Command>>(by => new StrikeTraining(new(member), what, by, act.Now));
            });

    /// <summary>
    /// Records the last day of somebody's insurance; without a day: there is none, and field work is not for them (应对法 40).
    /// </summary>
    public static Task<Outcome<Done>> Insure(string code, Guid member, NewInsurance body, Known known, Act act) =>
        Refused<Done>(Checks.Text(body.What, "$.what", 40))
        ?? On(code, known, act)
            .Done(async seen =>
            {
                var (id, text) = (new MemberId(member), string.IsNullOrWhiteSpace(body.What) ? null : body.What.Trim());
                var stands = seen.Team().State.UpkeepOf(id).Insurance;
                var insurance = new Insurance(null, body.Until)
                {
                    Text =
                        stands?.Text is not null && stands.WhatOf(act.Sealing) == text ? stands.Text
                        : seen.Team().Members.ContainsKey(id) ? await act.SealText(member, text)
                        : null,
                };
                return by => new SetInsurance(id, insurance, by, act.Now);
            });

    /// <summary>领走: issues gear or keys.</summary>
    public static Task<Outcome<Done>> Issue(string code, Guid member, NewIssue body, Known known, Act act)
    {
        var thing = act.Asked.NewId<EquipmentId>();
        return Refused<Done>(NewIssue.Faults(body))
            ?? On(code, known, act)
                .Done(by => new IssueEquipment(
                    new(member),
                    new(thing, body.Kind!.Value, body.What!.Trim(), Shanghai.Day(act.Now)),
                    by,
                    act.Now
                ));
    }

    /// <summary>交回: takes equipment back, or passes it on to another member.</summary>
    public static Task<Outcome<Done>> Return(string code, Guid member, Guid thing, ThingReturned body, Known known, Act act) =>
        On(code, known, act).Done(by => new TakeBackEquipment(new(member), new(thing), body.To, by, act.Now));

    /// <summary>The training that is noted under this text; null where there is none.</summary>
    private static Training? Same(CommunitySeen seen, MemberId member, string text, ISealing sealing) =>
        seen.Team().State.UpkeepOf(member).Trainings.FirstOrDefault(one => one.WhatOf(sealing) == text);

    private static ActOn<CommunitySeen> On(string code, Known known, Act act) =>
        act.OnCommunity(known, code, TeamPermissions.Edit, Entities.Team);
}

/// <param name="What">Up to 40 characters.</param>
/// <param name="Until">The last day it counts; null where it does not end.</param>
internal sealed record NewTraining(string? What, DateOnly? Day, DateOnly? Until = null)
{
    public static IReadOnlyList<string> Faults(NewTraining body, DateOnly today) =>
        [
            .. Checks.Text(body.What, "$.what", 40, needed: true),
            .. Checks.Need(body.Day <= today, "$.day: today or before"),
            .. Checks.Need(body.Until is null || body.Until >= body.Day, "$.until: not before the day"),
        ];
}

internal sealed record StruckTraining(string? What);

/// <param name="Until">The last day insured; null: there is none.</param>
internal sealed record NewInsurance(string? What = null, DateOnly? Until = null);

/// <param name="What">Thing and number: 手台 1 部; up to 40 characters.</param>
internal sealed record NewIssue(EquipmentKind? Kind, string? What)
{
    public static IReadOnlyList<string> Faults(NewIssue body) =>
        [.. Checks.Need(body.Kind is not null, "$.kind: gear or key"), .. Checks.Text(body.What, "$.what", 40, needed: true)];
}

/// <param name="To">The next holder; null: it is back.</param>
internal sealed record ThingReturned(MemberId? To = null);
