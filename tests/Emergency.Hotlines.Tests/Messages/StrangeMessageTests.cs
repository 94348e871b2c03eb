using System.Text;
using Emergency.Hotlines.Messages;

namespace Emergency.Hotlines.Tests.Messages;

public class StrangeMessageTests
{
    [Theory]
    [InlineData("", "$", Faults.NotJson)]
    [InlineData("您好", "$", Faults.NotJson)]
    [InlineData("[1]", "$", Faults.WrongKind)]
    [InlineData("{\"id\":\"a\",\"id\":\"b\"}", "$", Faults.NotJson)]
    public void What_is_no_message_is_named(string body, string path, string code) =>
        Read(Encoding.UTF8.GetBytes(body)).Faults.ShouldBe([new MessageFault(path, code)]);

    [Fact]
    public void Bytes_that_are_no_text_are_named() =>
        Read([0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D]).Faults.ShouldBe([new MessageFault("$", Faults.NotJson)]);

    [Fact]
    public void Nesting_without_end_is_refused() =>
        Read(Encoding.UTF8.GetBytes(new string('[', 100_000))).Faults.ShouldBe([new MessageFault("$", Faults.NotJson)]);

    [
        Theory,
        InlineData("\"case.deleted\"", Faults.UnknownType),
        InlineData("\"handover.offered\"", Faults.UnknownType),
        InlineData("7", Faults.WrongKind)
    ]
    public void A_type_we_do_not_take_is_named(string type, string code) =>
        Read(Encoding.UTF8.GetBytes($$$"""{"id":"a","type":{{{type}}},"source":"119","time":"2024-06-01T02:20:00Z","data":{}}"""))
            .Faults.ShouldBe([new MessageFault("$.type", code)]);

    [Theory, InlineData("{\"\\ud83d\":1}"), InlineData("{\"id\":\"a\",\"\\udc00\":1,\"\\udc00\":2}")]
    public void Half_a_character_as_a_name_breaks_nothing(string body) => Read(Encoding.UTF8.GetBytes(body)).Message.ShouldBeNull();

    [Fact]
    public void Half_a_character_is_no_text() =>
        Read(Encoding.UTF8.GetBytes(CaseMessageTests.Fire.Replace("老旧小区火灾", "\\ud83d", StringComparison.Ordinal)))
            .Faults.ShouldBe([new MessageFault("$.data.title", Faults.WrongKind)]);

    [
        Theory,
        InlineData("2024-02-30T00:00:00Z"),
        InlineData("2024-06-01"),
        InlineData("1717207200"),
        InlineData("2024-06-01T25:00:00Z"),
        InlineData("2024-06-01T02:13:05+99:00")
    ]
    public void A_moment_that_never_was_is_named(string time) =>
        Read(Encoding.UTF8.GetBytes(CaseMessageTests.Fire.Replace("2024-06-01T02:12:40+08:00", time, StringComparison.Ordinal)))
            .Faults.ShouldBe([new MessageFault("$.data.receivedAt", Faults.NotATime)]);

    [Fact]
    public void Whatever_is_sent_there_is_an_answer()
    {
        var random = new Random(119);
        var fire = Encoding.UTF8.GetBytes(CaseMessageTests.Fire);
        for (var i = 0; i < 20_000; i++)
        {
            var body = (byte[])fire.Clone();
            for (var j = random.Next(1, 8); j > 0; j--)
            {
                body[random.Next(body.Length)] = i % 2 == 0 ? (byte)random.Next(256) : fire[random.Next(fire.Length)];
            }
            var read = Read(body);
            (read.Message is null).ShouldBe(read.Faults.Count > 0);
        }
    }

    private static ParsedMessage Read(byte[] body) => MessageReader.Read(body);
}
