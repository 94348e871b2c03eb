using Emergency.Hotlines.Messages;
using static Emergency.Hotlines.Description.Member;
using static Emergency.Hotlines.Messages.MessageReader;

namespace Emergency.Hotlines.Description;

/// <summary>
/// All messages between hotlines, the gateway for voice and texts, the platform for loudspeakers, a bridge to a chat app and us, as a
/// vendor must know them. Schemas, the AsyncAPI document and the tables of docs/hotlines.md are written from this; a test holds it to what
/// is read and written.
/// </summary>
public static class Catalogue
{
    /// <summary>Members around the data of every message.</summary>
    public static IReadOnlyList<Member> Envelope { get; } =
    [
        Visible("id", LongestId, "The sender's own id of this message. Use the value of header webhook-id; the header is what counts"),
        Text("type", true, LongestSource, "One of the types below"),
        Text("source", true, LongestSource, "Who sends, for people to read; not empty"),
        Time("time", true, "When it was written, by the sender's clock"),
    ];

    private static readonly Member number = Visible("caseNumber", LongestCaseNumber, "The case's number at the hotline, for ever the same"),
        caller = Object(
            "caller",
            false,
            "Who called; sealed, shown only to who may read it",
            Text("name", false, LongestName, "Name"),
            Text("phone", false, LongestPhone, "Telephone; digits and + - * # are kept")
        ),
        location =
            Object(
                "location",
                false,
                "Where. Never a reason to refuse: what cannot be used is kept for the duty officer and the place is marked to be checked",
                new Member("lon", MemberKind.Number, false, "Longitude, decimal degrees"),
                new Member("lat", MemberKind.Number, false, "Latitude, decimal degrees"),
                Code(
                    "datum",
                    false,
                    ["WGS84", "GCJ02", "CGCS2000"],
                    "Datum of both; without it WGS84 is assumed and the place is marked. BD-09 cannot be used: convert it"
                ),
                Text("address", false, PlaceReader.LongestAddress, "Address as told; what is longer is cut")
            ) with
            {
                NeverRefused = true,
            },
        division = new Member(
            "divisionCode",
            MemberKind.Text,
            false,
            "Code of province, city, county, street or community (2, 4, 6, 9 or 12 digits) where it is known; used where there are no coordinates"
        )
        {
            NeverRefused = true,
        },
        casualties = Object(
            "casualties",
            false,
            "Persons, as far as known; leave out what is not known, never write 0 for it",
            Count("dead", MostPersons, "Persons dead"),
            Count("injured", MostPersons, "Persons injured"),
            Count("trapped", MostPersons, "Persons trapped")
        );

    private static readonly string[] priorities = ["life", "urgent", "normal"];

    // As long as the body can be: a case is never refused for the length of its words.
    private static Member Told(string name, bool required, string meaning) => new(name, MemberKind.Text, required, meaning);

    private static Member Category(bool required) =>
        OpenCode("category", required, LongestTitle, Categories, "Kind of case; another text is taken as \"other\"");

    private static Member Priority(bool required) =>
        Code(
            "priority",
            required,
            priorities,
            "life: somebody is in danger of life; urgent: danger to others or to goods; normal: neither"
        );

    private static IReadOnlyList<Member> Answer(params IReadOnlyList<Member> more) =>
        [
            Id("handoverId", "handoverId of the offer that is answered"),
            Text("reference", false, LongestReference, "The hotline's own number for it"),
            .. more,
            Time("at", true, "When this happened, by the hotline's clock: answers are put in order by it"),
            Text("text", false, LongestText, "For people: what was said, which vehicle"),
        ];

    public static IReadOnlyList<MessageShape> Messages { get; } =
    [
        new(
            MessageTypes.CaseCreated,
            Way.FromHotline,
            "A case for the district. Opens an incident at once; from 12345 only where life is in danger or the kind is an emergency, "
                + "else it waits at the street. The same number again is another report of the same case",
            [
                number,
                Category(required: true),
                Told(
                    "title",
                    false,
                    $"A line for the list; without it the kind of case stands there. Over {LongestTitle} characters it is cut there and stands whole before the description"
                ),
                Told("description", false, "What was told"),
                Time("receivedAt", true, "When the hotline took the call"),
                Priority(required: true),
                caller,
                location,
                division,
                casualties,
            ]
        ),
        new(
            MessageTypes.CaseUpdated,
            Way.FromHotline,
            "What became known later: only what is new need be said. Of a case that is not known it opens the incident, and the case joins it",
            [
                number,
                Category(required: false),
                Told("title", false, "New title"),
                Told("description", false, "What is new"),
                Priority(required: false),
                caller,
                location,
                division,
                casualties,
            ]
        ),
        new(
            MessageTypes.CaseCancelled,
            Way.FromHotline,
            "The hotline takes its case back. The incident is marked and stays open until a person ends it",
            [number, Text("reason", false, LongestText, "Why, for people"), Time("at", false, "When")]
        ),
        new(
            MessageTypes.HandoverAccepted,
            Way.FromHotline,
            "The hotline has taken what it was offered and is responsible from now on; the duty desk need not ring",
            Answer()
        ),
        new(
            MessageTypes.HandoverReturned,
            Way.FromHotline,
            "The hotline does not do it: who offered it is responsible again and sees why",
            Answer(
                OpenCode(
                    "reason",
                    false,
                    LongestText,
                    ["duplicate", "not-ours", "incomplete", "no-vehicle"],
                    "Why: known already; not this centre's area or work; what is missing stands in text; no vehicle. Another text is shown as it is"
                ),
                Count("minutes", MostMinutes, "Minutes until there may be a vehicle")
            )
        ),
        new(MessageTypes.HandoverProgressed, Way.FromHotline, "It is being done: on its way, arrived. As often as there is news", Answer()),
        new(MessageTypes.HandoverCompleted, Way.FromHotline, "It is done: brought to hospital, put out. The last word", Answer()),
        new(
            MessageTypes.HandoverOffered,
            Way.ToHotline,
            "We ask the hotline to take something. Taking the message is no confirmation: say handover.accepted or handover.returned "
                + "before replyBefore, or somebody rings the number",
            [
                Id("handoverId", "Name it in every answer"),
                Id("incidentId", "The incident; several hand-overs may belong to one"),
                Code("kind", true, [.. HotlineCode.Kinds], "What is asked for; it says which hotline is meant (120, 119, 110, 12345)"),
                Object(
                    "location",
                    true,
                    "Where; empty where neither is known",
                    new Member("lon", MemberKind.Number, false, "Longitude, decimal degrees"),
                    new Member("lat", MemberKind.Number, false, "Latitude, decimal degrees"),
                    Code("datum", false, ["WGS84"], "Always with lon and lat"),
                    Text("address", false, 0, "Address, down to the door where it is known")
                ),
                new Member("patients", MemberKind.Count, false, "Persons; left out where it is no matter of ambulances"),
                Text("text", true, 0, "For people: doors and what is needed there, then what was written. No name of a resident"),
                Time("replyBefore", true, "Until when we wait for an answer"),
            ]
        ),
        new(
            MessageTypes.AnchorKept,
            Way.ToHotline,
            "Once a day, only to a partner the county has chosen (--anchor-partner): keep it. It proves later that our journal was not rewritten",
            [
                Text("installation", true, 0, "Which installation"),
                new Member("position", MemberKind.Count, true, "How far the journal is sealed"),
                Text("seal", true, 0, "SHA-256 in hex"),
                Time("at", true, "When the seal was made"),
                Text("key", true, 0, "Public key, ECDSA P-256, base64"),
                Text("signature", true, 0, "Signature of the seal, base64"),
            ]
        ),
        new(
            VoiceMessages.Requested,
            Way.ToGateway,
            "Ring this number and say this. The same id again rings nobody a second time",
            [
                Text("callId", true, VoiceMessages.LongestText, "Name it in the answer"),
                Text("phone", true, VoiceMessages.LongestText, "Number to ring"),
                Text("text", true, VoiceMessages.LongestText, "What to say; neither who is called nor what has happened"),
                Time("answerBefore", true, "When to give up"),
            ]
        ),
        new(
            VoiceMessages.Answered,
            Way.FromGateway,
            "Somebody answered and heard the text",
            [Text("callId", true, VoiceMessages.LongestText, "callId of the request")]
        ),
        new(
            VoiceMessages.Failed,
            Way.FromGateway,
            "Nobody answered",
            [
                Text("callId", true, VoiceMessages.LongestText, "callId of the request"),
                OpenCode(
                    "cause",
                    false,
                    VoiceMessages.LongestText,
                    ["no-answer", "busy", "off", "unknown-number"],
                    "Why; no-answer where it is left out"
                ),
            ]
        ),
        new(
            VoiceMessages.TextRequested,
            Way.ToGateway,
            "Send this text to this number. The same id again sends nothing a second time",
            [
                Text("callId", true, VoiceMessages.LongestText, "Name it in what you tell of it"),
                Text("phone", true, VoiceMessages.LongestText, "Number to send it to"),
                Text("text", true, VoiceMessages.LongestSms, "What to send; neither who it is for nor a resident's name"),
                Time("answerBefore", true, "Not sent by then, it need not be sent any more"),
            ]
        ),
        new(
            VoiceMessages.TextDelivered,
            Way.FromGateway,
            "The network says that the text is on the phone. Shown, and never taken for an answer: others are still rung",
            [Text("callId", true, VoiceMessages.LongestText, "callId of the request")]
        ),
        new(
            VoiceMessages.TextAnswered,
            Way.FromGateway,
            "A text came back from that number. It counts as an answer; what it says is not sent on",
            [Text("callId", true, VoiceMessages.LongestText, "callId of the request")]
        ),
        new(
            VoiceMessages.TextFailed,
            Way.FromGateway,
            "The text could not be sent",
            [
                Text("callId", true, VoiceMessages.LongestText, "callId of the request"),
                OpenCode(
                    "cause",
                    false,
                    VoiceMessages.LongestText,
                    ["not-sent", "off", "unknown-number", "blocked"],
                    "Why; not-sent where it is left out"
                ),
            ]
        ),
        new(
            LoudspeakerMessages.Requested,
            Way.ToLoudspeakers,
            "Say this over all loudspeakers of a community or a village. The same id again says nothing a second time",
            [
                Text("broadcastId", true, LoudspeakerMessages.LongestId, "Name it in the answer"),
                Text("division", true, 12, "Code of the community or village, 12 digits"),
                Text("text", true, LoudspeakerMessages.LongestText, "What to say, as somebody of the desk has written it"),
                new Member("times", MemberKind.Count, true, "How often, one time after the other; from 1")
                {
                    Most = LoudspeakerMessages.MostTimes,
                },
                Time("playBefore", true, "Not begun by then, it is not to be said any more"),
            ]
        ),
        new(
            LoudspeakerMessages.Played,
            Way.FromLoudspeakers,
            "It was said",
            [Text("broadcastId", true, LoudspeakerMessages.LongestId, "broadcastId of the request")]
        ),
        new(
            LoudspeakerMessages.Failed,
            Way.FromLoudspeakers,
            "It was not said, or nobody could hear it: the village is told another way",
            [
                Text("broadcastId", true, LoudspeakerMessages.LongestId, "broadcastId of the request"),
                OpenCode(
                    "cause",
                    false,
                    LoudspeakerMessages.LongestId,
                    ["not-played", "no-power", "offline", "no-loudspeaker"],
                    "Why; not-played where it is left out"
                ),
            ]
        ),
        new(
            ChatMessages.Requested,
            Way.ToChat,
            "Show this message to whoever has this phone, in the app the office works with. The same id again shows nothing a second time",
            [
                Text("callId", true, ChatMessages.LongestText, "The ring; the same as in the call and the text of it"),
                Text("phone", true, ChatMessages.LongestText, "By which the app knows the person"),
                Text("title", true, ChatMessages.LongestText, "The first line"),
                Text("text", true, ChatMessages.LongestText, "What it says: no name, nothing of what has happened"),
                Text("link", false, ChatMessages.LongestLink, "The page where it is answered"),
                Time("answerBefore", true, "Not shown by then, it is not to be shown any more"),
            ]
        ),
    ];

    public static MessageShape Of(string type) => Messages.Single(one => one.Type == type);
}
