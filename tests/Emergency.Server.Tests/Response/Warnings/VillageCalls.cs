using System.Text.Json;
using Emergency.Domain.Calls;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Server.Features.Calls;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Warnings;

/// <summary>Warnings of the valley and the calls they make, one story after another.</summary>
[Collection(nameof(VillageCalls))]
public abstract class VillageCalls(Borough borough) : IAsyncLifetime
{
    protected Borough Borough => borough;

    protected static readonly string[] Everybody = [Valley.Street, Valley.Here, Valley.Next, Valley.OtherStreet, Valley.Away];
    protected Resident Duty { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Valley.Load(borough);
        Duty = await Valley.Duty(borough);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Confirms a warning of its own for some communities only, so that it disturbs no other test.</summary>
    protected async Task<Answer> Confirmed(params string[] calls)
    {
        var taken = (await Bulletin.Fresh().Send(Duty, borough.Stranger)).Is(201);
        (
            await Duty.Post(
                $"/api/warnings/{taken.String("id")}/confirm",
                new { except = Everybody.Except(calls, StringComparer.Ordinal), stepSeconds = 60 }
            )
        ).Is(200);
        return taken;
    }

    private protected async Task<List<JsonElement>> Calls(Answer warning, Resident? by = null) =>
        [
            .. (await (by ?? Duty).Get($"/api/calls?matter={warning.String("id")}"))
                .Is(200)["items"]
                .EnumerateArray()
                .Select(one => one.GetProperty("light")),
        ];

    protected async Task<JsonElement> Call(
        Answer warning,
        string receiver,
        Func<JsonElement, bool> holds,
        string what,
        CallKind about = CallKind.Warning
    )
    {
        JsonElement? found = null;
        await Until.TrueAsync(
            async () =>
                (
                    found = (await Calls(warning))
                        .Where(call =>
                            call.GetProperty("receiver").GetString() == receiver
                            && call.GetProperty("about").GetString() == Word(about)
                            && holds(call)
                        )
                        .Select(call => (JsonElement?)call)
                        .FirstOrDefault()
                )
                    is not null,
            what
        );
        return found!.Value;
    }

    protected static string Word(CallKind about) => about == CallKind.Warning ? "warning" : "lifting";

    protected static string? State(JsonElement call, int ring) =>
        call.GetProperty("rings").GetArrayLength() > ring ? call.GetProperty("rings")[ring].GetProperty("state").GetString() : null;

    protected static bool Has(JsonElement call, string name) =>
        call.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    protected static string Path(JsonElement call) => $"/api/calls/{call.GetProperty("id").GetString()}";

    protected async Task Told(JsonElement call, int attempt, bool answered)
    {
        var (id, key) = ($"msg-{Guid.CreateVersion7()}", RingDue.KeyOf(new(call.GetProperty("id").GetGuid()), attempt));
        var body = VoiceMessages.Write(
            "",
            "voice",
            TimeProvider.System.GetUtcNow(),
            new CallOutcome(key, answered, answered ? null : "no-answer")
        );
        var headers = WebhookHeaders.For(WebhookSecret.Parse(Borough.Secret)!, id, TimeProvider.System.GetUtcNow(), body);
        (
            await borough.Stranger.Send(
                HttpMethod.Post,
                "/voice/messages",
                Api.Json(System.Text.Encoding.UTF8.GetString(body)),
                (WebhookHeaders.IdName, id),
                (WebhookHeaders.TimestampName, headers.Timestamp!),
                (WebhookHeaders.SignatureName, headers.Signature!)
            )
        ).Is(202);
    }
}
