using Emergency.Domain.CallOuts;
using Emergency.Domain.Calls;
using Emergency.Engine;
using Emergency.Server.Features.CallOuts;
using Emergency.Server.Features.Calls;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Calls everybody whom a call-out names, each separately; a person who answers is not rung any more. In a drill phones stay silent.
/// </summary>
internal sealed class CallOutsAreCalled : IReaction
{
    public string Name => "call-outs-are-called";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var realm = happened.Entity.Realm;
        if (
            realm != Entities.Live
            || happened.Event is not CallOutEvent
            || known.Of<CallOutsKnown>(realm).Find(new(Guid.Parse(happened.Entity.Key))) is not { } callOut
        )
            yield break;
        var about = new CallMatter(CallKind.CallOut, callOut.Id.Value, callOut.Facts.Incident);
        var community = callOut.Facts.Community;
        foreach (var (i, member) in callOut.State.Called.Index())
        {
            CallCommand? command = happened.Event switch
            {
                CallOutStarted e => new BeginCall(
                    about,
                    community,
                    CallChannels.StepSeconds(about, known.InForce, community),
                    CallRung.Person,
                    e.At,
                    member
                ),
                CallOutAnswered e when e.Member == member => new AnswerCall(null, CallMeans.App, e.By, e.At),
                CallOutEnded e => new EndCall(CallEnd.Read, e.At),
                _ => null,
            };
            if (command is not null)
                yield return new(Entities.Call(realm, CallKnown.IdOf(about, community, member)), command, i);
        }
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nobody is called any more");
}
