using Emergency.Domain;
using Emergency.Domain.CallOuts;
using Emergency.Domain.Places;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.CallOuts;

/// <summary>集合: a whole team is called out. Everybody answers on the phone, and the desk sees it live.</summary>
internal static class CallOutEndpoints
{
    public static RouteGroupBuilder MapCallOutActs(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("").WithTags("call-outs");
        routes.MapGet("/me/call-outs", Mine).Needs(CallOutPermissions.Read);
        routes.MapGet("/communities/{code}/call-outs", List).Needs(CallOutPermissions.Read);
        routes
            .MapPost("/communities/{code}/call-outs", Start)
            .Needs(CallOutPermissions.Start)
            .Produces<Recorded>(StatusCodes.Status201Created);
        routes.MapPost("/call-outs/{callOutId:guid}/answer", Answer).Needs(CallOutPermissions.Answer);
        routes.MapPost("/call-outs/{callOutId:guid}/end", End).Needs(CallOutPermissions.Start);
        return api;
    }

    /// <summary>Running call-outs that call the asker.</summary>
    public static Outcome<MyCallOuts> Mine(Asked asked, Known known, ISealing sealing)
    {
        if (asked.Member is not { } self)
            return new Outcome<MyCallOuts>(new([], known.At.Value), known.At);
        var items = known
            .Of<CallOutsKnown>(asked.Realm)
            .Calling(self)
            .Select(one =>
            {
                var (text, said) = (sealing.Open<CallOutText>(one.Facts.Text), one.State.Answers.GetValueOrDefault(self.Member));
                return new MyCallOut(
                    one.Id,
                    text?.Where,
                    text?.What,
                    one.By.Role,
                    one.At,
                    said is null ? null : said.Minutes is not null,
                    said?.Minutes
                );
            });
        return new Outcome<MyCallOuts>(new([.. items], known.At.Value), known.At);
    }

    /// <summary>Running call-outs of a community and the last one that has ended, with every answer. Also counts the people whom a call-out would reach now, and lists the others with reasons.</summary>
    public static Outcome<CallOutList> List(string code, Asked asked, Known known, ISealing sealing)
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, CallOutPermissions.Read, code);
        return seen is null
            ? problem
            : new Outcome<CallOutList>(
                CallOutList.Of(known.Of<CallOutsKnown>(asked.Realm), seen.Team(), code, asked.Now, sealing, known.At.Value),
                known.At
            );
    }

    /// <summary>Calls out everybody who can be called at this moment. Members who are on leave, away, uninsured or minors are left out; refused where nobody is left.</summary>
    public static async Task<Outcome<Recorded>> Start(string code, NewCallOut body, IncidentSight incidents, Act act)
    {
        if (NewCallOut.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (seen, problem) = CommunitySeen.Find(await act.Use<Folding>().Newest(act.Stop), act.Asked, CallOutPermissions.Start, code);
        if (seen is null)
            return problem;
        if (body.Incident is { } incident && await incidents.Newest(act.Asked, incident.Value, act.Stop) is null)
            return Problem.NotFound;
        var (id, team) = (act.Asked.NewId<CallOutId>(), seen.Team());
        var now = Callable.Of(team.State, Shanghai.Day(act.Now), member => team.IsMinor(member, act.Now));
        var what = string.IsNullOrWhiteSpace(body.What) ? null : body.What.Trim();
        var text = await act.Seal(id.Value, new CallOutText(body.Where!.Trim(), what));
        var sent = await act.Send(
            CallOutPermissions.Start,
            new Place(code),
            Entities.CallOut(act.Asked.Realm, id),
            by => new StartCallOut(new(code, text, body.Incident), now.Called, now.Spared, by, act.Now)
        );
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>来，n 分钟, or 来不了: everybody for themselves; the desk records answers by telephone. Declining costs nothing.</summary>
    public static Task<Outcome<Recorded>> Answer(Guid callOutId, NewCallOutAnswer body, Act act) =>
        Refused(NewCallOutAnswer.Faults(body))
        ?? (
            On(callOutId, act, CallOutPermissions.Answer) with
            {
                Assigned = found => Self(found, act) is { } self && (body.Member ?? self) == self,
            }
        ).Do(
            (found, by) =>
                new AnswerCallOut(body.Member ?? Self(found, act) ?? default, body.Comes == true ? body.Minutes : null, by, act.Now)
        );

    /// <summary>Ends a call-out; nobody is waited for any more.</summary>
    public static Task<Outcome<Recorded>> End(Guid callOutId, Act act) =>
        On(callOutId, act, CallOutPermissions.Start).Do(by => new EndCallOut(by, act.Now));

    private static MemberId? Self(CallOutKnown found, Act act) => found.Calls(act.Asked.Member) ? act.Asked.Member!.Member : null;

    private static ActOn<CallOutKnown> On(Guid id, Act act, Permission permission) =>
        act.On<CallOutKnown>(
            id,
            permission,
            found => Entities.CallOut(act.Asked.Realm, found.Id),
            found => new Place(found.Facts.Community)
        );
}
