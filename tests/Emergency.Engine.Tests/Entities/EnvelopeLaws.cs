using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Emergency.Engine.Entities;
using FsCheck;
using FsCheck.Fluent;

namespace Emergency.Engine.Tests.Entities;

/// <summary>Laws of every stored event, whatever is in it.</summary>
public sealed class EnvelopeLaws
{
    private const string Stream = "live/ledger/信阳",
        Form = "ledger.booked.v1";

    private static byte[] Closed(Meta meta, string text, out string hash) =>
        Envelope.Close(Stream, 7, Form, meta, new string('a', 64), JsonSerializer.SerializeToUtf8Bytes(text), out hash);

    private static Meta Sender(string text, long cause) =>
        new(
            Guid.CreateVersion7(),
            "0f",
            text,
            "GridChief",
            text,
            cause % 2 == 0 ? null : text,
            new DateTimeOffset(2026, 1, 15, 22, 0, 0, TimeSpan.Zero).AddTicks(cause),
            cause % 3 == 0 ? null : new Position(cause)
        );

    [Fact]
    public void Whatever_people_write_comes_back_as_it_was() =>
        Prop.ForAll(
                Texts,
                ArbMap.Default.ArbFor<NonNegativeInt>(),
                (text, cause) =>
                {
                    var meta = Sender(text, cause.Get);
                    var opened = Envelope.Open(Stream, 7, Form, Closed(meta, text, out var hash));
                    opened.Meta.ShouldBe(meta);
                    opened.Hash.ShouldBe(hash);
                    opened.Previous.ShouldBe(new string('a', 64));
                    JsonSerializer.Deserialize<string>(opened.Data.Span).ShouldBe(text);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_byte_can_be_changed_unnoticed() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNegativeInt>(),
                ArbMap.Default.ArbFor<byte>(),
                (at, change) =>
                {
                    var message = Closed(Sender("虚构", at.Get), "沙袋", out _);
                    message[at.Get % message.Length] ^= (byte)(change | 1);
                    Should.Throw<BrokenEnvelope>(() => Envelope.Open(Stream, 7, Form, message));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_event_fits_only_its_own_place()
    {
        var message = Closed(Sender("虚构", 1), "沙袋", out _);
        Should.Throw<BrokenEnvelope>(() => Envelope.Open(Stream, 8, Form, message));
        Should.Throw<BrokenEnvelope>(() => Envelope.Open(Stream + "x", 7, Form, message));
        Should.Throw<BrokenEnvelope>(() => Envelope.Open(Stream, 7, "ledger.booked.v2", message));
    }

    [Fact]
    public void The_stored_form_is_the_one_that_was_published()
    {
        var meta = new Meta(
            new Guid("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"),
            "0f",
            "虚构",
            "GridChief",
            "411502001001",
            null,
            new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero),
            new Position(5)
        );
        var message = Envelope.Close(Stream, 1, Form, meta, "", "{\"Amount\":7}"u8, out var hash);
        const string rest =
            ",\"meta\":{\"commandId\":\"0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b\",\"digest\":\"0f\",\"account\":\"虚构\",\"role\":\"GridChief\",\"scope\":\"411502001001\",\"at\":\"2026-01-15T22:00:00+00:00\",\"causedBy\":5},\"data\":{\"Amount\":7}}";
        Encoding.UTF8.GetString(message).ShouldBe($"{{\"hash\":\"{hash}\"{rest}");
        hash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Stream}\0{1}\0{Form}\0{rest}"))));
    }

    // Chinese, quotes, control characters and signs beyond the first plane; no lone surrogates, which no JSON can carry.
    private static Arbitrary<string> Texts =>
        Arb.From(
            Gen.Elements("网", "格", "长", "\"", "\\", "\n", "\u0001", "é", "🚒", "𠮷", "a", " ", "<", "\u2028")
                .ListOf()
                .Select(signs => string.Concat(signs))
        );
}
