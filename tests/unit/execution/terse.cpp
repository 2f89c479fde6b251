// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/execution/terse.hpp"

#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

namespace trien::execution {

namespace {

/// One line, taken apart.
struct Line {
    std::string kind;
    std::string id;
    std::map<std::string, std::vector<std::string>> options;
    std::vector<std::pair<std::string, std::string>> targets;  ///< and their conditions
    bool opens = false;

    [[nodiscard]] bool has(const std::string& name) const { return options.contains(name); }
    [[nodiscard]] std::string get(const std::string& name) const { return has(name) ? options.at(name).front() : ""; }
};

const std::map<std::string, std::string> tags{
    {"start", "startEvent"},
    {"end", "endEvent"},
    {"catch", "intermediateCatchEvent"},
    {"throw", "intermediateThrowEvent"},
    {"boundary", "boundaryEvent"},
    {"task", "task"},
    {"user", "userTask"},
    {"manual", "manualTask"},
    {"service", "serviceTask"},
    {"script", "scriptTask"},
    {"rule", "businessRuleTask"},
    {"send", "sendTask"},
    {"receive", "receiveTask"},
    {"call", "callActivity"},
    {"sub", "subProcess"},
    {"transaction", "transaction"},
    {"adhoc", "adHocSubProcess"},
    {"xor", "exclusiveGateway"},
    {"and", "parallelGateway"},
    {"or", "inclusiveGateway"},
    {"event", "eventBasedGateway"},
    {"complex", "complexGateway"},
};

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '&': out += "&amp;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string::npos) return "";
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Words; a quoted part belongs to its word: done="a b".
std::vector<std::string> words(const std::string& text) {
    std::vector<std::string> found;
    std::string word;
    bool quoted = false;
    for (const char c : text) {
        if (c == '\'')
            quoted = !quoted;
        else if (c == ' ' && !quoted) {
            if (!word.empty()) found.push_back(word);
            word.clear();
        } else {
            word += c;
        }
    }
    if (!word.empty()) found.push_back(word);
    return found;
}

std::vector<std::pair<std::string, std::string>> targets_of(const std::string& text) {
    std::vector<std::pair<std::string, std::string>> targets;
    std::string rest = text;
    while (!trimmed(rest).empty()) {
        const auto end = rest.find_first_of(",[");
        std::string condition;
        std::string id = trimmed(rest.substr(0, end));
        std::size_t next = end;
        if (end != std::string::npos && rest[end] == '[') {
            const auto close = rest.find("]", end);
            condition = rest.substr(end + 1, close - end - 1);
            next = rest.find(',', close);
        }
        targets.emplace_back(id, condition);
        rest = next == std::string::npos ? "" : rest.substr(next + 1);
    }
    return targets;
}

Line line_of(std::string text) {
    Line line;
    text = trimmed(text);
    if (text.ends_with('{')) {
        line.opens = true;
        text = trimmed(text.substr(0, text.size() - 1));
    }
    const auto arrow = text.find("-> ");
    if (arrow != std::string::npos) line.targets = targets_of(text.substr(arrow + 3));
    const auto parts = words(text.substr(0, arrow));
    line.kind = parts.at(0);
    if (parts.size() > 1) line.id = parts.at(1);
    for (std::size_t i = 2; i < parts.size(); ++i) {
        const auto equals = parts[i].find('=');
        const std::string value = equals == std::string::npos ? "" : parts[i].substr(equals + 1);
        line.options[parts[i].substr(0, equals)].push_back(value);
    }
    return line;
}

class Writer {
  public:
    std::string write(std::string_view terse) {
        std::istringstream in{std::string(terse)};
        body_ << container(in);
        std::string roots;
        for (const std::string& root : roots_) roots += root;
        return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\""
               " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" targetNamespace=\"urn:test\">" +
               roots + "<process id=\"p\" isExecutable=\"true\">" + body_.str() + "</process></definitions>";
    }

  private:
    /// Properties, elements and flows, associations: the order of the schema.
    std::string container(std::istringstream& in) {
        std::string properties;
        std::string elements;
        std::string associations;
        std::string text;
        while (std::getline(in, text)) {
            const std::string line_text = trimmed(text);
            if (line_text.empty() || line_text.starts_with('#')) continue;
            if (line_text == "}") break;
            const Line line = line_of(line_text);
            if (line.kind == "data") {
                elements += fmt::format("<dataObject id=\"{0}\" name=\"{0}\"/>", line.id);
            } else if (line.kind == "property") {
                properties += fmt::format("<property id=\"{}\" name=\"{}\"/>", line.id,
                                          line.has("name") ? line.get("name") : line.id);
            } else {
                elements += element(line, in);
            }
            for (const auto& [target, condition] : line.targets) elements += flow(line.id, target, condition);
            if (line.has("undo")) {
                associations += fmt::format(
                    "<association id=\"{0}.undo\" sourceRef=\"{0}\" targetRef=\"{1}\""
                    " associationDirection=\"One\"/>",
                    line.id, line.get("undo"));
            }
        }
        return properties + elements + associations;
    }

    static std::string flow(const std::string& source, const std::string& target, const std::string& condition) {
        const std::string head =
            fmt::format("<sequenceFlow id=\"{0}.{1}\" sourceRef=\"{0}\" targetRef=\"{1}\"", source, target);
        if (condition.empty() || condition == "default") return head + "/>";
        return head + ">" + expression("conditionExpression", condition) + "</sequenceFlow>";
    }

    static std::string expression(const std::string& tag, const std::string& text) {
        return fmt::format("<{0} xsi:type=\"tFormalExpression\">{1}</{0}>", tag, escaped(text));
    }

    std::string element(const Line& line, std::istringstream& in) {
        const auto tag = tags.find(line.kind);
        if (tag == tags.end()) throw std::invalid_argument("unknown kind: " + line.kind);
        const std::string inner = line.opens ? container(in) : "";
        std::string text = fmt::format("<{} id=\"{}\"{}>", tag->second, line.id, attributes(line));
        text += data(line);
        text += loop(line);
        // In the schema, data of a throw event stands before its definitions.
        if (is_event(line)) text += definitions(line);
        text += inner;
        if (line.kind == "adhoc" && line.has("done")) text += expression("completionCondition", line.get("done"));
        if (line.has("script")) text += fmt::format("<script>{}</script>", escaped(line.get("script")));
        return text + fmt::format("</{}>", tag->second);
    }

    static bool is_event(const Line& line) {
        return line.kind == "start" || line.kind == "end" || line.kind == "catch" || line.kind == "throw" ||
               line.kind == "boundary";
    }

    std::string attributes(const Line& line) {
        std::string text;
        for (const auto& [target, condition] : line.targets) {
            if (condition == "default") text += fmt::format(" default=\"{}.{}\"", line.id, target);
        }
        if (line.has("on")) text += fmt::format(" attachedToRef=\"{}\"", line.get("on"));
        const bool boundary = line.kind == "boundary";
        if (line.has("non-interrupting")) text += boundary ? " cancelActivity=\"false\"" : " isInterrupting=\"false\"";
        if (line.has("all")) text += " parallelMultiple=\"true\"";
        if (line.has("handler")) text += " isForCompensation=\"true\"";
        if (line.has("event")) text += " triggeredByEvent=\"true\"";
        if (line.has("calls")) text += fmt::format(" calledElement=\"{}\"", line.get("calls"));
        if (line.has("instantiate")) text += " instantiate=\"true\"";
        if (line.kind == "event" && line.has("parallel")) text += " eventGatewayType=\"Parallel\"";
        if (line.has("quantity")) text += fmt::format(" startQuantity=\"{}\"", line.get("quantity"));
        if (line.kind == "adhoc" && line.has("sequential")) text += " ordering=\"Sequential\"";
        if (line.kind == "adhoc" && line.has("keep")) text += " cancelRemainingInstances=\"false\"";
        if (line.kind == "script") text += " scriptFormat=\"FEEL\"";
        const bool is_task = line.kind == "send" || line.kind == "receive";
        if (is_task && line.has("message")) text += fmt::format(" messageRef=\"{}\"", message(line.get("message")));
        return text;
    }

    std::string root(const std::string& text) {
        roots_.insert(text);
        return text;
    }

    std::string message(const std::string& name) {
        root(fmt::format("<message id=\"message.{0}\" name=\"{0}\"/>", name));
        return "message." + name;
    }
    std::string signal(const std::string& name) {
        root(fmt::format("<signal id=\"signal.{0}\" name=\"{0}\"/>", name));
        return "signal." + name;
    }

    std::string definitions(const Line& line) {
        std::string text;
        for (const auto& [name, values] : line.options) {
            for (const std::string& value : values) text += definition(line, name, value);
        }
        if (!line.has("ref") || text.empty()) return text;
        // As a root element, and a reference to it.
        const std::string id = line.id + ".definition";
        const auto tag_end = text.find_first_of(" />");
        root(text.substr(0, tag_end) + fmt::format(" id=\"{}\"", id) + text.substr(tag_end));
        return fmt::format("<eventDefinitionRef>{}</eventDefinitionRef>", id);
    }

    std::string definition(const Line& line, const std::string& name, const std::string& value) {
        if (name == "timer") return timer("timeDuration", value);
        if (name == "date") return timer("timeDate", value);
        if (name == "cycle") return timer("timeCycle", value);
        if (name == "message") return fmt::format("<messageEventDefinition messageRef=\"{}\"/>", message(value));
        if (name == "signal") return fmt::format("<signalEventDefinition signalRef=\"{}\"/>", signal(value));
        if (name == "any") return fmt::format("<{}EventDefinition/>", value);
        if (name == "error" || name == "escalation") {
            root(fmt::format("<{0} id=\"{0}.{1}\" {0}Code=\"{1}\"/>", name, value));
            return fmt::format("<{0}EventDefinition {0}Ref=\"{0}.{1}\"/>", name, value);
        }
        if (name == "link") return fmt::format("<linkEventDefinition name=\"{}\"/>", value);
        if (name == "condition") {
            return "<conditionalEventDefinition>" + expression("condition", value) + "</conditionalEventDefinition>";
        }
        if (name == "compensate") {
            const std::string activity = value.empty() ? "" : fmt::format(" activityRef=\"{}\"", value);
            const std::string waits = line.has("nowait") ? " waitForCompletion=\"false\"" : "";
            return "<compensateEventDefinition" + activity + waits + "/>";
        }
        if (name == "cancel") return "<cancelEventDefinition/>";
        if (name == "terminate") return "<terminateEventDefinition/>";
        return "";
    }

    static std::string timer(const std::string& tag, const std::string& rule) {
        return "<timerEventDefinition>" + expression(tag, rule) + "</timerEventDefinition>";
    }

    /// ioSpecification and associations of an activity, data of an event.
    static std::string data(const Line& line) {
        if (!line.has("in") && !line.has("out")) return "";
        std::string inputs, outputs, input_ids, output_ids, input_links, output_links;
        const auto split = [](const std::string& text) {
            const auto equals = text.find(" = ");
            return std::pair(trimmed(text.substr(0, equals)), trimmed(text.substr(equals + 3)));
        };
        if (line.has("in")) {
            for (const std::string& text : line.options.at("in")) {
                const auto [name, from] = split(text);
                const std::string id = line.id + ".in." + name;
                inputs += fmt::format("<dataInput id=\"{}\" name=\"{}\"/>", id, name);
                input_ids += fmt::format("<dataInputRefs>{}</dataInputRefs>", id);
                input_links += fmt::format(
                    "<dataInputAssociation><targetRef>{0}</targetRef><assignment>{1}"
                    "<to xsi:type=\"tFormalExpression\">{0}</to></assignment>"
                    "</dataInputAssociation>",
                    id, expression("from", from));
            }
        }
        if (line.has("out")) {
            for (const std::string& text : line.options.at("out")) {
                const auto [variable, name] = split(text);
                const std::string id = line.id + ".out." + name;
                outputs += fmt::format("<dataOutput id=\"{}\" name=\"{}\"/>", id, name);
                output_ids += fmt::format("<dataOutputRefs>{}</dataOutputRefs>", id);
                output_links += fmt::format(
                    "<dataOutputAssociation><sourceRef>{}</sourceRef><targetRef>{}</targetRef>"
                    "</dataOutputAssociation>",
                    id, variable);
            }
        }
        if (is_event(line)) {
            const bool catches = line.kind != "throw" && line.kind != "end";
            return catches ? outputs + output_links : inputs + input_links;
        }
        return "<ioSpecification>" + inputs + outputs + "<inputSet>" + input_ids + "</inputSet><outputSet>" +
               output_ids + "</outputSet></ioSpecification>" + input_links + output_links;
    }

    std::string loop(const Line& line) {
        if (line.has("loop") || (line.has("max") && !line.has("multi"))) {
            std::string text = "<standardLoopCharacteristics";
            if (line.has("before")) text += " testBefore=\"true\"";
            if (line.has("max")) text += fmt::format(" loopMaximum=\"{}\"", line.get("max"));
            text += ">";
            if (line.has("loop")) text += expression("loopCondition", line.get("loop"));
            return text + "</standardLoopCharacteristics>";
        }
        return line.has("multi") ? multi_instance(line) : "";
    }

    std::string multi_instance(const Line& line) {
        std::string text = "<multiInstanceLoopCharacteristics";
        if (line.has("sequential")) text += " isSequential=\"true\"";
        const std::string throws = line.get("throws");
        if (!throws.empty()) {
            const std::string kind = throws.substr(0, throws.find(':'));
            const std::string id = line.id + ".throws";
            root(fmt::format("<signalEventDefinition id=\"{}\" signalRef=\"{}\"/>", id,
                             signal(throws.substr(throws.find(':') + 1))));
            text += fmt::format(" behavior=\"{}\" {}BehaviorEventRef=\"{}\"", kind == "one" ? "One" : "None", kind, id);
        }
        text += ">";
        const std::string multi = line.get("multi");
        const bool is_list = line.has("item");
        if (is_list)
            text += fmt::format("<loopDataInputRef>{}</loopDataInputRef>", multi);
        else
            text += expression("loopCardinality", multi);
        if (line.has("collect")) text += fmt::format("<loopDataOutputRef>{}</loopDataOutputRef>", line.get("collect"));
        if (is_list) text += fmt::format("<inputDataItem id=\"{0}.{1}\" name=\"{1}\"/>", line.id, line.get("item"));
        if (line.has("each"))
            text += fmt::format("<outputDataItem id=\"{0}.{1}\" name=\"{1}\"/>", line.id, line.get("each"));
        if (line.has("done")) text += expression("completionCondition", line.get("done"));
        return text + "</multiInstanceLoopCharacteristics>";
    }

    std::ostringstream body_;
    std::set<std::string> roots_;
};

}  // namespace

std::string bpmn_text(std::string_view terse) {
    return Writer().write(terse);
}

}  // namespace trien::execution
