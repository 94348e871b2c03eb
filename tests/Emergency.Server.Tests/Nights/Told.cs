using Emergency.Engine;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Tests.Nights;

/// <summary>Answer to one message or command; null where nobody has answered.</summary>
internal sealed record Said(Position? At, Problem? Problem);

/// <summary>A message from outside to a node, repeated under one id until it is answered.</summary>
internal sealed class Told(string what, Guid id, Func<NightNode, Guid, Task<Said>> say)
{
    public string What => what;
    public Guid Id => id;
    public Position? At { get; private set; }
    public string? Refused { get; private set; }
    public bool Answered => At is not null || Refused is not null;

    /// <summary>The two answers, where one command got different ones.</summary>
    public string? Contradicted { get; private set; }

    /// <summary>True for a single command, whose answer is the same for ever.</summary>
    public bool One { get; init; }

    public async Task Say(NightNode node)
    {
        Said said;
        try
        {
            said = await say(node, id);
        }
        // The views are behind, or the node is dead: no answer.
        catch (Exception e) when (e is ViewsBehind or ObjectDisposedException)
        {
            return;
        }
        if (said.Problem is null)
        {
            if (One && At is { } before && before != said.At)
                Contradicted = $"{what}: answered {before}, then {said.At}";
            At = said.At;
        }
        else if (said.Problem.Code is not ("engine.busy" or "engine.stopped" or EngineCodes.Full))
        {
            Refused = said.Problem.Code;
        }
    }
}
