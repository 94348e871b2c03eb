using System.Text;
using Emergency.Hotlines.Messages;

namespace Emergency.Hotlines.Tests.Messages;

public sealed class VoiceMessageTests
{
    private static readonly DateTimeOffset now = new(2026, 3, 10, 13, 7, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_written_is_read_back()
    {
        var request = new CallRequested("order.411502001001.1", "13900000001", "请查收", now.AddMinutes(5));
        VoiceMessages.ReadRequest(VoiceMessages.Write("m-1", "emergency", now, request)).ShouldBe(request);
        foreach (var outcome in new[] { new CallOutcome("c", true, null), new CallOutcome("c", false, "busy") })
            VoiceMessages.ReadOutcome(VoiceMessages.Write("m-2", "voice", now, outcome)).ShouldBe(outcome);
    }

    [Fact]
    public void A_call_that_failed_without_a_cause_was_not_answered() =>
        VoiceMessages
            .ReadOutcome("""{"type":"call.failed","data":{"callId":"c"}}"""u8.ToArray())
            .ShouldBe(new CallOutcome("c", false, "no-answer"));

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("""{"type":"call.answered"}""")]
    [InlineData("""{"type":"call.answered","data":[]}""")]
    [InlineData("""{"type":"call.answered","data":{"callId":7}}""")]
    [InlineData("""{"type":"call.sung","data":{"callId":"c"}}""")]
    [InlineData("""{"type":"call.requested","data":{"callId":"c","phone":"1","answerBefore":"soon"}}""")]
    public void What_is_none_of_these_messages_is_not_read(string text)
    {
        VoiceMessages.ReadOutcome(Encoding.UTF8.GetBytes(text)).ShouldBeNull();
        VoiceMessages.ReadRequest(Encoding.UTF8.GetBytes(text)).ShouldBeNull();
    }
}
