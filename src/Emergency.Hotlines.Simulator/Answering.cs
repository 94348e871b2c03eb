using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Emergency.Hotlines.Simulator;

/// <summary>Sends answers as the script says, in its own time; an answer that does not arrive is sent again with the same id.</summary>
internal sealed class Answering(
    CentreSettings settings,
    Func<IReadOnlyList<Uri>> servers,
    Func<bool> down,
    CentreLog log,
    TimeProvider clock
) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };
    private readonly Answer _answer = new(servers, down, clock);
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _playing = [];
    private readonly Lock _gate = new();

    public void Play(Offer offer, Turn turn)
    {
        if (turn.Answers is not { Count: > 0 } answers)
            return;
        lock (_gate)
            _playing.Add(Play(offer, answers));
    }

    private async Task Play(Offer offer, IReadOnlyList<Step> answers)
    {
        try
        {
            for (var i = 0; i < answers.Count; i++)
            {
                await Task.Delay(TimeSpan.FromSeconds(answers[i].After), clock, _end.Token);
                // The id follows from the offer, as a partner's own outbox would keep it.
                var id = $"sim-{offer.Handover}-{i}";
                var body = Body(offer, answers[i], id);
                for (var time = 0; time < answers[i].Times; time++)
                    await Send(offer, answers[i], id, body);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        { /* the centre closes */
        }
    }

    private byte[] Body(Offer offer, Step answer, string id)
    {
        var at = clock.GetUtcNow();
        var text = answer.Text ?? (answer.Minutes is { } minutes ? $"约 {minutes} 分钟后有车" : null);
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                id,
                type = answer.Reply switch
                {
                    Reply.Accept => Messages.MessageTypes.HandoverAccepted,
                    Reply.Return => Messages.MessageTypes.HandoverReturned,
                    Reply.Progress => Messages.MessageTypes.HandoverProgressed,
                    _ => Messages.MessageTypes.HandoverCompleted,
                },
                source = offer.Line,
                time = at,
                data = new
                {
                    handoverId = offer.Handover,
                    reference = $"{offer.Line}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(offer.Handover)))[..6]}",
                    reason = answer.Reply == Reply.Return ? answer.Cause ?? "no-vehicle" : null,
                    minutes = answer.Minutes,
                    at,
                    text,
                },
            },
            Options
        );
    }

    private async Task Send(Offer offer, Step answer, string id, byte[] body)
    {
        if (!settings.Secrets.TryGetValue(offer.Line, out var secret))
            return;
        var line = new LogLine(
            "answered",
            offer.Line,
            id,
            offer.Handover,
            offer.Incident,
            offer.Kind,
            JsonNamingPolicy.KebabCaseLower.ConvertName(answer.Reply.ToString())
        );
        await _answer.Send(
            $"/hotlines/{offer.Line}/messages",
            secret,
            id,
            body,
            status => log.Add(line with { What = status == 202 ? "answered" : "unanswered", Status = status }),
            _end.Token
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Task[] playing;
        lock (_gate)
            playing = [.. _playing];
        await Task.WhenAll(playing);
        _answer.Dispose();
        _end.Dispose();
    }
}
