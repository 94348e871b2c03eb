using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Server.Features.Calls;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Makes the commands that reactions send to calls. The called people may change from run to run, so each command's ordinal derives from
/// the call's own number.
/// </summary>
internal static class Ringing
{
    // An event may begin a call and end another of the same number: the upper half is for ends.
    private const int Ended = 0x4000_0000;

    /// <summary>Begins a call to a receiver, or to a member there.</summary>
    public static Reacted Begin(BeginCall begin)
    {
        var id = CallKnown.IdOf(begin.About, begin.Receiver, begin.Member);
        return new(Entities.Call(Entities.Live, id), begin, CallKnown.OrdinalOf(id));
    }

    /// <summary>Answers the calls of a member who does what they ask for, even without pressing anything in them.</summary>
    public static IEnumerable<Reacted> Answered(IEnumerable<CallKnown> calls, By by, DateTimeOffset at) =>
        calls
            .Where(call => by.Member is { } self && call.State.Member == self)
            .Select(call => new Reacted(Entities.Call(Entities.Live, call.Id), new AnswerCall(null, CallMeans.App, by, at), call.Ordinal));

    /// <summary>Ends calls.</summary>
    public static IEnumerable<Reacted> End(IEnumerable<CallKnown> calls, CallEnd cause, DateTimeOffset at) =>
        calls.Select(call => new Reacted(Entities.Call(Entities.Live, call.Id), new EndCall(cause, at), Ended | call.Ordinal));

    /// <summary>The calls about a matter that are not over.</summary>
    public static IEnumerable<CallKnown> Running(this Known known, CallKind kind, Guid about) =>
        known.Of<CallsKnown>().Of(kind, about).Where(call => call.State.Over is null);
}
