using Emergency.Domain;
using Emergency.Domain.Protection;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Protection;

/// <summary>
/// Endpoints for acts in the case of a child: opened, assessed, planned, services, follow-ups, referrals, notes. All
/// words are sealed under the child's key.
/// </summary>
internal static class ProtectionActEndpoints
{
    private static ProtectionTable Table => ProtectionTable.BuiltIn;

    private static readonly Problem OnlyMinors = new("protection.only-minors", []);

    public static RouteGroupBuilder MapProtectionActs(this RouteGroupBuilder api)
    {
        api.MapPost("/protection", Open).Needs(ProtectionPermissions.Open).Produces<Recorded>(StatusCodes.Status201Created);
        var one = api.MapGroup("/protection/{childId:guid}");
        one.MapPost("/assess", Assess).Needs(ProtectionPermissions.Keep);
        one.MapPost("/plan", Plan).Needs(ProtectionPermissions.Keep);
        one.MapPost("/services/{no}", Service).Needs(ProtectionPermissions.Keep);
        one.MapPost("/follow-up", FollowUp).Needs(ProtectionPermissions.Keep);
        one.MapPost("/referrals", Refer).Needs(ProtectionPermissions.Keep);
        one.MapPost("/referrals/{no}", AnswerReferral).Needs(ProtectionPermissions.Keep);
        one.MapPost("/notes", Note).Needs(ProtectionPermissions.Note);
        return api;
    }

    /// <summary>Opens a case of a child who lives in the asker's area; also of a child noticed on a visit or in a care case.</summary>
    public static async Task<Outcome<Recorded>> Open(NewProtection body, Act act)
    {
        if (NewProtection.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (asked, id) = (act.Asked, body.Person!.Value);
        var place = asked.Within(ProtectionPermissions.Open, body.Community!);
        if (asked.Allow(ProtectionPermissions.Open, place).Problem is { } problem)
            return problem;
        var known = await act.Use<Folding>().With(known => known.Of<ResidentsKnown>(asked.Realm).Persons.ContainsKey(id), act.Stop);
        var person = known.Of<ResidentsKnown>(asked.Realm).Persons.GetValueOrDefault(id);
        if (person is not { Left: null, Erased: false } || person.Community != body.Community)
            return Problem.Of(Domain.People.Residents.UnknownPerson, id.ToString());
        if (!person.IsMinor(Shanghai.Day(act.Now)))
            return OnlyMinors;
        // A record merged into this one belongs to the same child.
        var protection = known.Of<ProtectionKnown>(asked.Realm);
        if (known.Of<ResidentsKnown>(asked.Realm).MergedOf(person.Community).Any(one => one.Left!.Into == id && protection.Stands(one.Id)))
            return Problem.Of(ProtectionCase.AlreadyOpen);
        var told = await act.Seal(id.Value, new FreeText(body.Why!.Trim()));
        var sent = await act.Send(
            ProtectionPermissions.Open,
            place,
            Entities.Protection(asked.Realm, id),
            by => new OpenProtection(
                id,
                body.Community!,
                body.Source ?? ProtectionSource.Hand,
                body.Source is null or ProtectionSource.Hand ? null : act.Asked.CommandId.ToString(),
                told,
                Table.AssessDays,
                by,
                act.Now
            )
        );
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>Records an assessment. The level of risk sets when the first follow-up and the plan are owed.</summary>
    public static Task<Outcome<Recorded>> Assess(Guid childId, NewAssessment body, Act act) =>
        Refused(NewAssessment.Faults(body, Table))
        ?? On(
            act,
            ProtectionPermissions.Keep,
            childId,
            (by, seal) =>
                new AssessProtection(body.Level!, Table.Level(body.Level)!.FirstDays, Table.PlanDays, seal(body.Found!), by, act.Now)
        );

    /// <summary>Sets the plan: goals, services with their providers and last days. A new plan replaces open services.</summary>
    public static Task<Outcome<Recorded>> Plan(Guid childId, NewPlan body, Act act) =>
        Refused(NewPlan.Faults(body, Table, Shanghai.Day(act.Now)))
        ?? On(
            act,
            ProtectionPermissions.Keep,
            childId,
            (by, seal) =>
                new PlanProtection(
                    seal(body.Goals!),
                    [.. body.Services!.Select(one => new NewService(one.Kind!, seal(one.Who!), one.Until!.Value))],
                    by,
                    act.Now
                )
        );

    /// <summary>Records that a service was given, or failed.</summary>
    public static Task<Outcome<Recorded>> Service(Guid childId, int no, ServiceDone body, Act act) =>
        Refused(ServiceDone.Faults(body))
        ?? On(
            act,
            ProtectionPermissions.Keep,
            childId,
            (by, seal) =>
                new SettleService(no, body.Given!.Value, string.IsNullOrWhiteSpace(body.Text) ? null : seal(body.Text), by, act.Now)
        );

    /// <summary>回访: records a follow-up. The next one follows from the level of risk where no day is given.</summary>
    public static Task<Outcome<Recorded>> FollowUp(Guid childId, NewFollowUp body, Act act) =>
        Refused(NewFollowUp.Faults(body, Shanghai.Day(act.Now)))
        ?? Do(
            act,
            ProtectionPermissions.Keep,
            childId,
            child => child.Place,
            (child, by, seal) =>
                new FollowUp(
                    body.Means!.Value,
                    seal(body.Found!),
                    body.SeenAt?.ToUniversalTime() ?? act.Now,
                    body.Next ?? Shanghai.Day(act.Now).AddDays(Table.Level(child.State.Level)?.AgainDays ?? Table.AssessDays),
                    by,
                    act.Now
                )
        );

    /// <summary>Refers the child to a hospital, a school, the police, legal aid or civil affairs.</summary>
    public static Task<Outcome<Recorded>> Refer(Guid childId, NewReferral body, Act act) =>
        Refused(NewReferral.Faults(body, Table))
        ?? On(
            act,
            ProtectionPermissions.Keep,
            childId,
            (by, seal) => new ReferProtection(body.Kind!, seal(body.Why!), Table.Referral(body.Kind)!.AnswerDays, by, act.Now)
        );

    /// <summary>Records the answer to a referral.</summary>
    public static Task<Outcome<Recorded>> AnswerReferral(Guid childId, int no, NewReferralAnswer body, Act act) =>
        Refused(NewReferralAnswer.Faults(body))
        ?? On(
            act,
            ProtectionPermissions.Keep,
            childId,
            (by, seal) => new AnswerReferral(no, body.Taken!.Value, seal(body.Text!), by, act.Now)
        );

    /// <summary>Adds a note, sealed like everything in the case.</summary>
    public static Task<Outcome<Recorded>> Note(Guid childId, CaseWords body, Act act) =>
        Refused(CaseWords.Faults(body))
        ?? On(act, ProtectionPermissions.Note, childId, (by, seal) => new NoteProtection(seal(body.Text!), by, act.Now));

    internal static Task<Outcome<Recorded>> On(Act act, Permission permission, Guid child, Func<By, Func<string, Sealed>, Command> make) =>
        Do(act, permission, child, one => one.Place, (_, by, seal) => make(by, seal));

    internal static Task<Outcome<Recorded>> Do(
        Act act,
        Permission permission,
        Guid child,
        Func<ChildCaseKnown, Domain.Places.Place> place,
        Func<ChildCaseKnown, By, Func<string, Sealed>, Command> make
    ) =>
        act.On<ChildCaseKnown>(child, permission, one => Entities.Protection(act.Asked.Realm, one.Id), place)
            .Do(async one =>
            {
                await act.Sealing.Ensure([child], act.Stop);
                return by => make(one, by, text => act.Sealing.Seal(child, new FreeText(text.Trim())));
            });
}
