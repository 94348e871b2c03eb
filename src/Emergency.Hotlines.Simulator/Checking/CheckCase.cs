using System.Text;
using System.Text.Json.Nodes;
using Emergency.Hotlines.Signing;

namespace Emergency.Hotlines.Simulator.Checking;

/// <summary>A trial of a partner: the messages sent, and the answer that should come.</summary>
internal sealed record CheckCase(string Name, Expectation Expected, Func<Trial, CancellationToken, Task<IReadOnlyList<Came>>> Play)
{
    private const int Large = 1024 * 1024,
        AtOnce = 16;
    private static readonly TimeSpan OutOfTime = WebhookVerifier.Tolerance * 2,
        InTime = WebhookVerifier.Tolerance - TimeSpan.FromMinutes(1);

    public static IReadOnlyList<CheckCase> All { get; } =
    [
        new("alive", Expectation.Taken, async (trial, stop) => [await trial.Alive(stop), await trial.Alive(stop), await trial.Alive(stop)]),
        Good("an offer", (trial, id) => trial.Offer(id)),
        new("the same offer again", Expectation.Taken, (trial, stop) => Twice(trial, (_, body) => body, stop)),
        new(
            "the same offer again, its place known better",
            Expectation.Taken,
            (trial, stop) =>
                Twice(trial, (id, _) => trial.Offer(id, change: offer => offer with { Address = "例园小区4号楼2单元503" }), stop)
        ),
        Good(
            "an offer without place and patients",
            (trial, id) => trial.Offer(id, change: offer => offer with { Location = null, Address = null, Patients = null })
        ),
        Good(
            "an offer with a long text and rare characters",
            (trial, id) =>
                trial.Offer(id, change: offer => offer with { Text = Trial.Notice + string.Concat(Enumerable.Repeat("𠮷\"\\\n", 500)) })
        ),
        Good("an offer with a member nobody knows", (trial, id) => With(trial.Offer(id), data => data["added-later"] = "x")),
        Good("an offer that is older than one before it", (trial, id) => trial.Offer(id, trial.Now - TimeSpan.FromHours(1))),
        Signed("a clock 4 minutes behind", Expectation.Taken, (trial, id, body) => trial.Signed(id, body, -InTime)),
        Signed("a clock 4 minutes ahead", Expectation.Taken, (trial, id, body) => trial.Signed(id, body, InTime)),
        Signed(
            "two signatures, the first fits",
            Expectation.Taken,
            (trial, id, body) => trial.Signed(id, body, default, trial.Secret, Trial.Foreign)
        ),
        Signed(
            "two signatures, the second fits",
            Expectation.Taken,
            (trial, id, body) => trial.Signed(id, body, default, Trial.Foreign, trial.Secret)
        ),
        new(
            $"{AtOnce} offers at once",
            Expectation.Taken,
            async (trial, stop) => await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Once(trial, stop)).ToList())
        ),
        Signed("no signature", Expectation.Unsigned, (_, _, _) => null),
        Signed("a signature by another secret", Expectation.Unsigned, (trial, id, body) => trial.Signed(id, body, default, Trial.Foreign)),
        Signed("a body changed after it was signed", Expectation.Unsigned, (trial, id, _) => trial.Signed(id, trial.Offer(id))),
        Signed("another id than was signed", Expectation.Unsigned, (trial, id, body) => trial.Signed(id, body) with { Id = trial.NewId() }),
        Signed(
            "another timestamp than was signed",
            Expectation.Unsigned,
            (trial, id, body) => trial.Signed(id, body, -InTime) with { Timestamp = trial.Signed(id, body).Timestamp }
        ),
        Signed("a message of 10 minutes ago", Expectation.Unsigned, (trial, id, body) => trial.Signed(id, body, -OutOfTime)),
        Signed("a message of 10 minutes hence", Expectation.Unsigned, (trial, id, body) => trial.Signed(id, body, OutOfTime)),
        Bad("a type nobody knows", (trial, id) => With(trial.Offer(id), message => message["type"] = "handover.sung", inData: false)),
        Bad("an offer without its id", (trial, id) => With(trial.Offer(id), data => data.Remove("handoverId"))),
        Bad("no JSON", (_, _) => Written("{\"id\": ")),
        Bad("nothing at all", (_, _) => []),
        new(
            "a message of 1 MB",
            Expectation.TooLarge,
            async (trial, stop) =>
            {
                var id = trial.NewId();
                var body = trial.Offer(id, change: offer => offer with { Text = Trial.Notice + new string('长', Large / 3) });
                return [await trial.Post(trial.Signed(id, body), body, stop)];
            }
        ),
        new("alive, after all that", Expectation.Taken, async (trial, stop) => [await trial.Alive(stop)]),
        Good("an offer, after all that", (trial, id) => trial.Offer(id)),
    ];

    private static CheckCase Good(string name, Func<Trial, string, byte[]> body) => Sent(name, Expectation.Taken, body);

    private static CheckCase Bad(string name, Func<Trial, string, byte[]> body) => Sent(name, Expectation.Refused, body);

    private static CheckCase Sent(string name, Expectation expected, Func<Trial, string, byte[]> body) =>
        new(
            name,
            expected,
            async (trial, stop) =>
            {
                var id = trial.NewId();
                var bytes = body(trial, id);
                return [await trial.Post(trial.Signed(id, bytes), bytes, stop)];
            }
        );

    private static CheckCase Signed(string name, Expectation expected, Func<Trial, string, byte[], WebhookHeaders?> headers) =>
        new(
            name,
            expected,
            async (trial, stop) =>
            {
                var id = trial.NewId();
                var body = trial.Offer(id);
                return [await trial.Post(headers(trial, id, body), body, stop)];
            }
        );

    private static Task<Came> Once(Trial trial, CancellationToken stop)
    {
        var id = trial.NewId();
        var body = trial.Offer(id);
        return trial.Post(trial.Signed(id, body), body, stop);
    }

    private static async Task<IReadOnlyList<Came>> Twice(Trial trial, Func<string, byte[], byte[]> again, CancellationToken stop)
    {
        var id = trial.NewId();
        var body = trial.Offer(id);
        var first = await trial.Post(trial.Signed(id, body), body, stop);
        var second = again(id, body);
        return [first, await trial.Post(trial.Signed(id, second, TimeSpan.FromSeconds(1)), second, stop)];
    }

    private static byte[] With(byte[] message, Action<JsonObject> change, bool inData = true)
    {
        var parsed = JsonNode.Parse(message)!.AsObject();
        change(inData ? parsed["data"]!.AsObject() : parsed);
        return Written(parsed.ToJsonString());
    }

    private static byte[] Written(string text) => Encoding.UTF8.GetBytes(text);
}
